package io.spoor.tests.fuzz;

import io.spoor.protocol.DropReason;
import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.json.JsonCodec;
import io.spoor.protocol.json.MessageSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Any datagram: messages or reasons, never an exception; and what gets through means the same to the next reader. */
public final class CodecTarget {
    private CodecTarget() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] datagram) {
        Decoded decoded = decode(datagram);
        Broken.unless(
                decoded.messages.size() + decoded.drops <= datagram.length + 1,
                "more things than bytes: %s",
                decoded.messages);
        Broken.unless(
                !decoded.messages.isEmpty() || decoded.drops > 0 || mayBeAuth(datagram), "neither message nor reason");
        Broken.unless(datagram.length <= Limits.DATAGRAM_MAX_BYTES || decoded.drops == 1, "reads what is too long");
        decoded.messages.forEach(CodecTarget::checkSentOn);
    }

    /** Escapes make a text longer: what is passed on of a reason may be its beginning, and after that no less. */
    private static void checkSentOn(Message message) {
        Message passedOn = passOn(message);
        Broken.unless(withoutReason(passedOn).equals(withoutReason(message)), "was %s, and is %s", message, passedOn);
        Broken.unless(reason(message).startsWith(reason(passedOn)), "was %s, and is %s", message, passedOn);
        Broken.unless(passOn(passedOn).equals(passedOn), "was %s, and changes again", passedOn);
    }

    private static Message passOn(Message message) {
        JsonCodec codec = new JsonCodec();
        int length = codec.encode(message);
        Broken.unless(length != JsonCodec.TOO_LONG, "does not fit a packet: %s", message);
        Decoded again = decode(Arrays.copyOf(codec.encoded(), length));
        Broken.unless(again.messages.size() == 1 && again.drops == 0, "does not come back: %s", message);
        return again.messages.get(0);
    }

    private static String reason(Message message) {
        return switch (message.type()) {
            case FINISHED -> String.valueOf(((Message.Finished) message).reason());
            case COMPLETED -> String.valueOf(((Message.Completed) message).reason());
            case REFUSED -> ((Message.Refused) message).reason();
            case ASSIGN_REFUSED -> ((Message.AssignRefused) message).reason();
            case SUBMIT,
                    ACCEPTED,
                    POLL,
                    POLL_ACK,
                    CANCEL,
                    ASSIGN,
                    STARTED,
                    CANCEL_ATTEMPT,
                    FETCH,
                    HEARTBEAT,
                    HEARTBEAT_ACK -> "";
        };
    }

    private static String withoutReason(Message message) {
        String reason = reason(message);
        return reason.isEmpty() ? message.toString() : message.toString().replace(reason, "");
    }

    private static Decoded decode(byte[] datagram) {
        Decoded decoded = new Decoded();
        new JsonCodec().decode(datagram, 0, datagram.length, decoded);
        return decoded;
    }

    /** Whether it can hold the one type of message that is left without a word; its name may be written in escapes. */
    private static boolean mayBeAuth(byte[] datagram) {
        String text = new String(datagram, StandardCharsets.ISO_8859_1);
        return text.contains("auth") || text.indexOf('\\') >= 0;
    }

    private static final class Decoded implements MessageSink {
        private final List<Message> messages = new ArrayList<>();
        private int drops;

        @Override
        public void onMessage(Message message) {
            messages.add(message);
        }

        @Override
        public void onDropped(DropReason reason, String where) {
            Broken.unless(where.length() <= Limits.NAME_MAX_LENGTH, "says too much: %s", where);
            drops++;
        }
    }
}
