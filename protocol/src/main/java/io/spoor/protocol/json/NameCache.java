package io.spoor.protocol.json;

import io.spoor.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Turns the characters of a name into a string, and into the same one again the next time: a process hears the same few
 * names all the time. A table of fixed size in which a newer name takes the place of an older one, so that a flood of
 * made-up names costs memory for none of them.
 */
final class NameCache {
    private static final int SLOTS = 1_024;

    private final @Nullable String[] names = new @Nullable String[SLOTS];

    /** The name, or null if the characters are none ({@link Limits#isName}). */
    @Nullable
    String nameOf(char[] chars, int offset, int length) {
        if (length > Limits.NAME_MAX_LENGTH) {
            return null;
        }
        int slot = slotOf(chars, offset, length);
        String known = names[slot];
        if (known != null && isSame(known, chars, offset, length)) {
            return known;
        }
        String text = new String(chars, offset, length);
        if (!Limits.isName(text)) {
            return null;
        }
        names[slot] = text;
        return text;
    }

    private static int slotOf(char[] chars, int offset, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + chars[offset + i];
        }
        return (hash ^ (hash >>> 15)) & (SLOTS - 1);
    }

    private static boolean isSame(String known, char[] chars, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
