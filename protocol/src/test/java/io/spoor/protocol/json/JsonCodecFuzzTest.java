package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.spoor.protocol.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives: never an exception, always a message or a reason, and what gets through can be sent on. */
class JsonCodecFuzzTest {
    private static final int MUTATIONS = 100_000;
    private static final long SEED = 20_251_121;
    private static final byte[] TELLING = "{}[]\",:\\/09-.eEnutf \n\0\u007f".getBytes(StandardCharsets.US_ASCII);

    private final JsonCodec codec = new JsonCodec();

    @ParameterizedTest
    @MethodSource("examples")
    void shouldNotTakeATruncatedMessage(String example) {
        byte[] bytes = example.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            DecodedPacket packet = new DecodedPacket();

            codec.decode(bytes, 0, length, packet);

            assertEquals(List.of(), packet.messages);
            assertEquals(1, packet.drops.size());
        }
    }

    @Test
    void shouldStandEveryMutation() {
        List<String> examples = examples();
        Random random = new Random(SEED);
        int messages = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String text = examples.get(random.nextInt(examples.size()));
            byte[] bytes = mutate(text.getBytes(StandardCharsets.UTF_8), random);
            DecodedPacket packet = new DecodedPacket();
            try {
                codec.decode(bytes, 0, bytes.length, packet);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", mutation " + i + ": " + Arrays.toString(bytes), e);
            }
            assertFalse(packet.messages.isEmpty() && packet.drops.isEmpty(), () -> text);
            packet.messages.forEach(this::assertCanBeSentOn);
            messages += packet.messages.size();
        }
        assertNotEquals(0, messages);
    }

    /** A message that was let through is within all limits, so it fits a packet and means the same to the next reader. */
    private void assertCanBeSentOn(Message message) {
        int length = codec.encode(message);
        assertNotEquals(JsonCodec.TOO_LONG, length, message::toString);
        DecodedPacket packet = DecodedPacket.of(Arrays.copyOf(codec.encoded(), length));
        assertEquals(List.of(message), packet.messages);
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = TELLING[random.nextInt(TELLING.length)];
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 3 -> bytes = without(bytes, at, 1 + random.nextInt(8));
                default -> bytes = doubled(bytes, at, 1 + random.nextInt(40));
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        int end = Math.min(bytes.length, at + count);
        return at == 0 ? bytes : joined(bytes, at, bytes, end);
    }

    private static byte[] doubled(byte[] bytes, int at, int count) {
        return joined(bytes, Math.min(bytes.length, at + count), bytes, at);
    }

    /** The first bytes of one, then those of the other from the given place on. */
    private static byte[] joined(byte[] head, int headLength, byte[] tail, int tailFrom) {
        byte[] bytes = Arrays.copyOf(head, headLength + tail.length - tailFrom);
        System.arraycopy(tail, tailFrom, bytes, headLength, tail.length - tailFrom);
        return bytes;
    }

    static List<String> examples() {
        return ProtocolPage.read().examples();
    }
}
