package io.spoor.client.cli;

import io.spoor.protocol.RawJson;
import io.spoor.protocol.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A JSON value on the command line: itself, or {@code @} and the file that holds it. */
final class JsonArgument {
    private JsonArgument() {}

    /**
     * Reads and checks it.
     *
     * @param name how the user calls it, for the message
     * @throws UserError if the file cannot be read, or the value is no JSON that fits a message
     */
    static RawJson read(String name, String argument) {
        boolean isFile = argument.startsWith("@");
        try {
            return JsonText.payload(isFile ? Files.readString(Path.of(argument.substring(1))) : argument);
        } catch (IOException e) {
            throw new UserError(name + ": cannot read the file " + argument.substring(1) + ": " + Words.of(e));
        } catch (IllegalArgumentException e) {
            throw new UserError(name + (isFile ? ": the file " + argument.substring(1) : "") + ": " + e.getMessage());
        }
    }
}
