package io.spoor.client.cli;

import io.spoor.client.trace.Jaeger;
import io.spoor.client.trace.OtlpJson;
import io.spoor.client.trace.Trace;
import io.spoor.client.trace.TraceSvg;
import io.spoor.client.trace.TraceTree;
import io.spoor.protocol.JobId;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "trace",
        description =
                "Prints a job's track, read back from Jaeger: when each part began, how long it took, how it ended.",
        sortOptions = false)
final class TraceCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ID", description = "The job's id, which is its trace id: 32 hex digits.")
    String id;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Read it from a file that holds what Jaeger's /api/v3/traces/ID said.")
    @Nullable
    Path file;

    @Option(names = "--svg", description = "Print a picture, as SVG.")
    boolean svg;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "120",
            description = "Columns that a line may take; ${DEFAULT-VALUE} by default.")
    int width;

    @Mixin
    JaegerOptions jaeger;

    @Mixin
    CommonOptions common;

    @Inject
    ClientShell shell;

    @Override
    public Integer call() {
        checkArguments();
        Trace trace = file == null ? ask() : read(file);
        (svg ? TraceSvg.lines(trace) : TraceTree.lines(trace, width)).forEach(System.out::println);
        System.out.flush();
        return ExitCode.OK.number();
    }

    private void checkArguments() {
        if (width < TraceTree.WIDTH_MIN) {
            throw new UserError("--width is at least " + TraceTree.WIDTH_MIN);
        }
        try {
            JobId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new UserError("\"" + id + "\" is no job's id: 32 hex digits");
        }
    }

    private Trace ask() {
        try {
            Jaeger asked = jaeger.jaeger(() -> shell.config());
            return asked.find(id).orElseThrow(() -> new UserError("Jaeger knows no trace " + id));
        } catch (Jaeger.UnavailableException e) {
            throw UserError.of(e);
        }
    }

    private Trace read(Path from) {
        try {
            Trace trace = OtlpJson.read(id, Files.readString(from));
            if (trace.spans().isEmpty()) {
                throw new UserError(from + " holds no span of trace " + id);
            }
            return trace;
        } catch (IOException e) {
            throw new UserError("cannot read " + from + ": " + e);
        } catch (IllegalArgumentException e) {
            throw new UserError(from + ": " + e.getMessage());
        }
    }
}
