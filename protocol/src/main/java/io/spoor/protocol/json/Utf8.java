package io.spoor.protocol.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8 (no overlong forms, no surrogates), which Jackson does not insist on where it only skips. */
final class Utf8 {
    private Utf8() {}

    /** How many of the bytes, from the first on, are whole characters in UTF-8. */
    static int validPrefix(byte[] bytes, int offset, int length) {
        int ascii = asciiPrefix(bytes, offset, length);
        return ascii == length ? length : ascii + decodablePrefix(bytes, offset + ascii, length - ascii);
    }

    /** Bytes that the text takes in UTF-8; an unpaired surrogate counts as the one byte of its replacement. */
    static int length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length += 1;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (isPair(text, i)) {
                length += 4;
                i++;
            } else {
                length += 1;
            }
        }
        return length;
    }

    /** Index of the first half of a surrogate pair that lacks the other, which UTF-8 cannot express; -1: there is none. */
    static int firstUnpaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isPair(text, i)) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a surrogate pair begins at the index. */
    static boolean isPair(String text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }

    private static int asciiPrefix(byte[] bytes, int offset, int length) {
        int i = 0;
        while (i < length && bytes[offset + i] >= 0) {
            i++;
        }
        return i;
    }

    private static int decodablePrefix(byte[] bytes, int offset, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
        decoder.decode(in, CharBuffer.allocate(length), true);
        return in.position() - offset;
    }
}
