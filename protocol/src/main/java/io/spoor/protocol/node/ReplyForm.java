package io.spoor.protocol.node;

/**
 * How a reply is kept as bytes.
 *
 * @param <K> the question
 * @param <V> the reply
 */
public interface ReplyForm<K, V> {
    /** Spreads questions well: it is the place to look for them. */
    long hash(K question);

    /** Whether this begins what {@link #write} wrote for the question. */
    boolean isOf(K question, ReplyBytes in);

    void write(K question, V reply, ReplyBytes out);

    V read(ReplyBytes in);

    /** Mixes the bits of a hash (the finalizer of MurmurHash3). */
    static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
