package io.spoor.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Limits;
import io.spoor.protocol.Message;
import io.spoor.protocol.MessageType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonCodecRoundTripTest {
    private final JsonCodec codec = new JsonCodec();

    @ParameterizedTest
    @EnumSource
    void shouldReadBackWhatItWrote(MessageType type) {
        Message message = SampleMessages.shortest(type);

        DecodedPacket packet = DecodedPacket.of(encode(message));

        assertEquals(List.of(message), packet.messages);
        assertEquals(List.of(), packet.places);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFitThePacketWithTheLongestOfEverything(MessageType type) {
        Message message = SampleMessages.longest(type);
        byte[] bytes = encode(message);

        assertTrue(bytes.length <= Limits.PACKET_MAX_BYTES, bytes.length + " bytes");
        DecodedPacket packet = DecodedPacket.of(bytes);
        assertEquals(List.of(), packet.places);
        assertEquals(List.of(message), packet.messages);
    }

    private byte[] encode(Message message) {
        int length = codec.encode(message);
        assertTrue(length > 0, () -> new String(codec.encoded(), StandardCharsets.UTF_8));
        return Arrays.copyOf(codec.encoded(), length);
    }
}
