package io.spoor.protocol.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flags that all applications understand, taken out of a command line.
 *
 * @param config value of {@code --config}; null where it was not given
 * @param printConfig whether {@code --print-config} was given
 * @param checkHealth whether {@code --check-health} was given
 * @param rest everything else, in its order
 */
record CommonFlags(@Nullable String config, boolean printConfig, boolean checkHealth, List<String> rest) {
    /**
     * Up to {@code --}, which ends the flags, at any place of the line.
     *
     * @throws StartupFailure if {@code --config} lacks its file
     */
    static CommonFlags parse(List<String> arguments) {
        String config = null;
        boolean printConfig = false;
        boolean checkHealth = false;
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                rest.addAll(arguments.subList(i, arguments.size()));
                break;
            } else if (argument.equals("--config")) {
                i++;
                config = file(i < arguments.size() ? arguments.get(i) : "");
            } else if (argument.startsWith("--config=")) {
                config = file(argument.substring("--config=".length()));
            } else if (argument.equals("--print-config")) {
                printConfig = true;
            } else if (argument.equals("--check-health")) {
                checkHealth = true;
            } else {
                rest.add(argument);
            }
        }
        return new CommonFlags(config, printConfig, checkHealth, rest);
    }

    private static String file(String argument) {
        if (argument.isEmpty() || argument.startsWith("--")) {
            throw new StartupFailure("--config: which file?");
        }
        return argument;
    }
}
