package io.spoor.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value kept as the bytes it arrived in: arguments and results pass through the dispatcher without being read.
 * Immutable by convention: nobody writes to the array after construction.
 */
public final class RawJson {
    public static final RawJson NULL = of("null");

    private final byte[] utf8;

    /** Takes over the array; it must hold exactly one valid JSON value in UTF-8, without surrounding white space. */
    public RawJson(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** The value whose JSON text is given. */
    public static RawJson of(String json) {
        return new RawJson(json.getBytes(StandardCharsets.UTF_8));
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
