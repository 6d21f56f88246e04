package io.spoor.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * One JSON value kept as the bytes it arrived in: arguments and results pass through the dispatcher without being read.
 * Immutable by convention: nobody writes to the array after construction.
 */
public final class RawJson {
    public static final RawJson NULL = of("null");

    private final byte[] utf8;

    /** Takes over the array; it must hold exactly one valid JSON value in UTF-8, without surrounding white space. */
    public RawJson(byte[] utf8) {
        this.utf8 = Objects.requireNonNull(utf8, "no JSON");
    }

    /**
     * The value whose JSON text is given.
     *
     * @throws IllegalArgumentException if the text has half of a surrogate pair: it would silently become another text
     */
    public static RawJson of(String json) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            return new RawJson(bytes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("half of a surrogate pair, which JSON in UTF-8 cannot hold", e);
        }
    }

    /** The bytes themselves, not a copy: do not change them. */
    public byte[] utf8() {
        return utf8;
    }

    public int lengthBytes() {
        return utf8.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson json && Arrays.equals(utf8, json.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
