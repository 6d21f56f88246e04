package io.spoor.protocol.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replies already given, so that the same question gets the same reply. Bounded in bytes; an entry lives until its
 * instant and is never pushed out by a newer one: a full cache makes its owner refuse new work instead, because a
 * forgotten reply means work done twice, which means more load.
 *
 * <p>Entries are bytes in segments that are written one after the other and used again when all in them has expired. At
 * 10,000 replies a second they were half a million objects that outlived young collections and filled the old generation;
 * a collector neither copies nor follows a segment. The price is a reading when a question is repeated, which is rare.
 *
 * @param <K> the question
 * @param <V> the reply
 */
public final class ReplyCache<K, V> {
    private static final int SEGMENT_BYTES_MIN = 512;
    private static final int SEGMENT_BYTES_MAX = 1 << 18;

    /** Before a reply's own bytes: its length, hash and instant. */
    private static final int HEADER_BYTES = Integer.BYTES + 2 * Long.BYTES;

    /** What an entry takes in the index, which is half full at most. */
    private static final int INDEX_BYTES = 4 * Long.BYTES;

    private static final long NOTHING = -1;

    private final long bytesMax;
    private final ReplyForm<K, V> form;
    private final ReplyIndex index = new ReplyIndex();
    private final ReplyBytes scratch = new ReplyBytes();
    private final ReplyBytes reader = new ReplyBytes();
    private final List<@Nullable Segment> segments = new ArrayList<>();
    private final ArrayDeque<Segment> used = new ArrayDeque<>();
    private final ArrayDeque<Segment> spare = new ArrayDeque<>();
    private long usedBytes;
    private long bytes;

    private static final class Segment {
        final byte[] bytes;
        final int number;
        int end;
        long expiresNanos;

        Segment(int capacity, int number) {
            this.bytes = new byte[capacity];
            this.number = number;
        }
    }

    /** Holds entries while their sizes sum up to less than {@code bytesMax}. */
    public ReplyCache(long bytesMax, ReplyForm<K, V> form) {
        this.bytesMax = bytesMax;
        this.form = form;
    }

    /**
     * Remembers a reply; an earlier one to the same question stays until its instant. Always succeeds: fullness is asked
     * for before work is taken, see {@link #isFull}.
     */
    public void put(K question, V reply, long nowNanos, long expiresNanos) {
        expire(nowNanos);
        long hash = form.hash(question);
        long before = find(question, hash);
        if (before != NOTHING && expiresNanosAt(before) > nowNanos) {
            return;
        }
        if (before != NOTHING) {
            index.remove(hash, before);
        }
        scratch.rewind();
        form.write(question, reply, scratch);
        index.add(hash, append(hash, expiresNanos));
    }

    /** The reply given before, or null. */
    public @Nullable V get(K question, long nowNanos) {
        long place = find(question, form.hash(question));
        return place == NOTHING || expiresNanosAt(place) <= nowNanos ? null : form.read(at(place));
    }

    /** Whether a reply is kept, without reading it. */
    public boolean has(K question, long nowNanos) {
        long place = find(question, form.hash(question));
        return place != NOTHING && expiresNanosAt(place) > nowNanos;
    }

    /** Whether new work must be refused until entries have expired. */
    public boolean isFull(long nowNanos) {
        if (bytes >= bytesMax) {
            expire(nowNanos);
        }
        return bytes >= bytesMax;
    }

    /** Gives back the memory of replies that have expired, segment by segment. */
    public void expire(long nowNanos) {
        for (Segment oldest = used.peekFirst();
                oldest != null && oldest.expiresNanos <= nowNanos;
                oldest = used.peekFirst()) {
            used.removeFirst();
            release(oldest);
        }
    }

    /** When {@link #expire} has something to do at the earliest; {@link Long#MAX_VALUE}: nothing is kept. */
    public long nextExpiryNanos() {
        Segment oldest = used.peekFirst();
        return oldest == null ? Long.MAX_VALUE : oldest.expiresNanos;
    }

    /** Replies kept; some may have expired. */
    public int size() {
        return index.size();
    }

    /** Memory of the replies kept, their places in the index included; some may have expired. */
    public long bytes() {
        return bytes;
    }

    private long find(K question, long hash) {
        return index.find(hash, place -> form.isOf(question, at(place)));
    }

    /** A reply's own bytes. */
    private ReplyBytes at(long place) {
        reader.from(segmentOf(place).bytes, (int) place + HEADER_BYTES);
        return reader;
    }

    private long expiresNanosAt(long place) {
        return ReplyBytes.longAt(segmentOf(place).bytes, (int) place + Integer.BYTES + Long.BYTES);
    }

    private Segment segmentOf(long place) {
        Segment segment = segments.get((int) (place >>> Integer.SIZE));
        if (segment == null) {
            throw new IllegalStateException("a place in no segment: " + place);
        }
        return segment;
    }

    /** Adds what is in the scratch; returns its place: the number of the segment and the offset in it. */
    private long append(long hash, long expiresNanos) {
        int length = HEADER_BYTES + scratch.position();
        Segment segment = withRoom(length);
        int start = segment.end;
        putInt(segment.bytes, start, length);
        ReplyBytes.putLong(segment.bytes, start + Integer.BYTES, hash);
        ReplyBytes.putLong(segment.bytes, start + Integer.BYTES + Long.BYTES, expiresNanos);
        System.arraycopy(scratch.array(), 0, segment.bytes, start + HEADER_BYTES, scratch.position());
        segment.end += length;
        segment.expiresNanos = Math.max(segment.expiresNanos, expiresNanos);
        bytes += length + INDEX_BYTES;
        return ((long) segment.number << Integer.SIZE) | start;
    }

    private Segment withRoom(int length) {
        Segment newest = used.peekLast();
        if (newest != null && newest.bytes.length - newest.end >= length) {
            return newest;
        }
        Segment next = spare.pollFirst();
        if (next != null && next.bytes.length < length) {
            segments.set(next.number, null);
            next = null;
        }
        if (next == null) {
            next = allocate(length);
        }
        next.end = 0;
        next.expiresNanos = Long.MIN_VALUE;
        used.addLast(next);
        usedBytes += next.bytes.length;
        return next;
    }

    /** Each is as large as all before it, so that a cache of few replies is small and one of many has few segments. */
    private Segment allocate(int length) {
        int capacity = (int) Math.max(SEGMENT_BYTES_MIN, Math.min(usedBytes, SEGMENT_BYTES_MAX));
        int number = segments.indexOf(null);
        if (number < 0) {
            number = segments.size();
            segments.add(null);
        }
        Segment segment = new Segment(Math.max(capacity, length), number);
        segments.set(number, segment);
        return segment;
    }

    private void release(Segment segment) {
        for (int start = 0; start < segment.end; ) {
            int length = intAt(segment.bytes, start);
            long hash = ReplyBytes.longAt(segment.bytes, start + Integer.BYTES);
            // Not there if a newer reply has taken its place since it expired.
            index.remove(hash, ((long) segment.number << Integer.SIZE) | start);
            bytes -= length + INDEX_BYTES;
            start += length;
        }
        usedBytes -= segment.bytes.length;
        if (spare.size() < used.size()) {
            spare.addLast(segment);
        } else {
            segments.set(segment.number, null);
            dropSpares();
        }
    }

    /** At rest nothing is kept in store. */
    private void dropSpares() {
        while (spare.size() > used.size()) {
            segments.set(spare.removeFirst().number, null);
        }
    }

    private static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private static int intAt(byte[] bytes, int at) {
        return (bytes[at] << 24)
                | ((bytes[at + 1] & 0xff) << 16)
                | ((bytes[at + 2] & 0xff) << 8)
                | (bytes[at + 3] & 0xff);
    }
}
