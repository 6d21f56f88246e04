package io.spoor.client.cli;

import io.spoor.client.config.ClientConfig;
import io.spoor.client.load.FixedQuestion;
import io.spoor.client.load.Question;
import io.spoor.protocol.RawJson;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the jobs of a workload ask: by default the square of a random x, else always the same. */
final class QuestionOptions {
    @Option(names = "--function", paramLabel = "NAME", description = "Ask for this function (config: function).")
    @Nullable
    String function;

    @Option(
            names = "--args",
            paramLabel = "JSON|@FILE",
            description =
                    "Give every job these arguments, or those in the file; by default each gets a random x, whose "
                            + "square is the right result.")
    @Nullable
    String arguments;

    @Option(
            names = "--expect",
            paramLabel = "JSON|@FILE",
            description = "With --args: the right result of every job; without it any result is right.")
    @Nullable
    String expected;

    String function(ClientConfig config) {
        return function == null ? config.function() : function;
    }

    /**
     * What is asked, job by job.
     *
     * @param squares asks where no arguments are given
     * @throws UserError if the options contradict each other, or a value is not JSON
     */
    Supplier<? extends Question> questions(Supplier<? extends Question> squares) {
        if (arguments == null) {
            if (expected != null) {
                throw new UserError("--expect needs --args: without it each job has a result of its own");
            }
            return squares;
        }
        RawJson right = expected == null ? null : JsonArgument.read("--expect", expected);
        Question same = new FixedQuestion(JsonArgument.read("--args", arguments), right);
        return () -> same;
    }
}
