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
    private static final int WIDTH_MAX = 10_000;

    @Parameters(index = "0", paramLabel = "ID", description = "The job's id, which is its trace id: 32 hex digits.")
    String id;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Read the trace from this file, which holds what Jaeger's /api/v3/traces/ID returned.")
    @Nullable
    Path file;

    @Option(names = "--svg", description = "Print a picture, as SVG.")
    boolean svg;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "120",
            description = "Width of the lines, in columns; ${DEFAULT-VALUE} by default.")
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
        ValueRange.check("--width", width, TraceTree.WIDTH_MIN, WIDTH_MAX);
        try {
            JobId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new UserError("\"" + id + "\" is not a job's id, which has 32 hex digits");
        }
    }

    private Trace ask() {
        try {
            Jaeger asked = jaeger.jaeger(() -> shell.config());
            return asked.find(id)
                    .orElseThrow(() -> new UserError("Jaeger has no trace " + id
                            + ": was the job sampled, and has a dispatcher or calculator sent its spans yet?"));
        } catch (Jaeger.UnavailableException e) {
            throw UserError.of(e);
        }
    }

    private Trace read(Path from) {
        try {
            Trace trace = OtlpJson.read(id, Files.readString(from));
            if (trace.spans().isEmpty()) {
                throw new UserError(from + " has no span of trace " + id);
            }
            return trace;
        } catch (IOException e) {
            throw new UserError("cannot read " + from + ": " + Words.of(e));
        } catch (IllegalArgumentException e) {
            throw new UserError(from + ": " + e.getMessage());
        }
    }
}
