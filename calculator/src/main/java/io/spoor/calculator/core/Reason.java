package io.spoor.calculator.core;

import io.spoor.protocol.Limits;

/** Makes a text of unknown origin fit the field {@code reason}. */
final class Reason {
    private Reason() {}

    /**
     * At most {@link Limits#REASON_MAX_BYTES} bytes of UTF-8, cut between characters. Control characters become spaces,
     * since each would take six bytes in JSON; halves of surrogate pairs, which UTF-8 does not have, become {@code ?}.
     */
    static String cut(String text) {
        StringBuilder cut = new StringBuilder(Math.min(text.length(), Limits.REASON_MAX_BYTES));
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            int clean = clean(codePoint);
            bytes += utf8Bytes(clean);
            if (bytes > Limits.REASON_MAX_BYTES) {
                break;
            }
            cut.appendCodePoint(clean);
        }
        return cut.toString();
    }

    private static int clean(int codePoint) {
        if (Character.isISOControl(codePoint)) {
            return ' ';
        }
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return surrogate ? '?' : codePoint;
    }

    private static int utf8Bytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
