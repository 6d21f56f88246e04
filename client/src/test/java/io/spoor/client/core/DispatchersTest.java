package io.spoor.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.spoor.protocol.Endpoint;
import io.spoor.protocol.JobId;
import io.spoor.protocol.node.Backoff;
import io.spoor.protocol.node.PeerPath;
import io.spoor.protocol.node.RoundTrip;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DispatchersTest {
    private static final Endpoint A = new Endpoint("10.0.0.1", 7070);
    private static final Endpoint B = new Endpoint("10.0.0.2", 7070);
    private static final Endpoint C = new Endpoint("10.0.0.3", 7070);
    private static final int JOBS = 3_000;

    private final Random random = new Random(1);
    private final Dispatchers dispatchers = of(A, B, C);

    private static Dispatchers of(Endpoint... addresses) {
        ClientSettings settings = new ClientSettings(1, 1, 1, 1, 12, 1, 1, 1, 1);
        return new Dispatchers(
                List.of(addresses),
                address -> new DispatcherPeer(
                        address,
                        "client-1",
                        settings,
                        new PeerPath(new Backoff(25, 480), new RoundTrip(25, 480)),
                        () -> 1));
    }

    private DispatcherPeer at(Endpoint address) {
        return dispatchers.all().stream()
                .filter(peer -> peer.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    private static void silence(DispatcherPeer peer) {
        peer.pulse.asked(0);
        while (peer.isWell()) {
            peer.pulse.onDue(peer.pulse.nextDeadlineNanos());
        }
    }

    @Test
    void shouldSpreadJobsEvenly() {
        Map<Endpoint, Integer> counts = new HashMap<>();
        for (int i = 0; i < JOBS; i++) {
            counts.merge(dispatchers.choose(JobId.random(random)).address(), 1, Integer::sum);
        }
        for (Endpoint address : List.of(A, B, C)) {
            int share = counts.getOrDefault(address, 0);
            assertTrue(share > JOBS / 4 && share < JOBS * 5 / 12, counts::toString);
        }
    }

    @Test
    void shouldMoveTheJobsOfASilentOneToBothOthersAndNoOtherJob() {
        Dispatchers before = of(A, B, C);
        silence(at(B));
        Map<Endpoint, Integer> moved = new HashMap<>();
        for (int i = 0; i < JOBS; i++) {
            JobId job = JobId.random(random);
            Endpoint first = before.choose(job).address();
            Endpoint now = dispatchers.choose(job).address();
            if (first.equals(B)) {
                moved.merge(now, 1, Integer::sum);
            } else {
                assertEquals(first, now);
            }
        }
        assertNull(moved.get(B));
        assertTrue(moved.getOrDefault(A, 0) > JOBS / 8 && moved.getOrDefault(C, 0) > JOBS / 8, moved::toString);
    }

    @Test
    void shouldKeepTheOrderWhenAllAreSilent() {
        JobId job = JobId.random(random);
        DispatcherPeer first = dispatchers.choose(job);
        dispatchers.all().forEach(DispatchersTest::silence);
        assertSame(first, dispatchers.choose(job));
    }

    @Test
    void shouldKeepWhatIsKnownOfThoseThatStay() {
        DispatcherPeer b = at(B);
        DispatcherPeer a = at(A);
        Endpoint d = new Endpoint("10.0.0.4", 7070);
        assertEquals(List.of(a), dispatchers.update(List.of(d, B, C, B)));
        assertSame(b, at(B));
        assertTrue(dispatchers.are(List.of(B, C, d)));
        assertThrows(IllegalArgumentException.class, () -> dispatchers.update(List.of()));
    }

    @Test
    void shouldKnowWhoSpeaksByAddressElseByLifeElseByTheQuestion() {
        Endpoint unknown = new Endpoint("192.168.0.9", 5);
        at(B).meet("b-1");
        assertSame(at(A), dispatchers.speaker(A, "b-1", at(C)));
        assertSame(at(B), dispatchers.speaker(unknown, "b-1", at(C)));
        assertSame(at(C), dispatchers.speaker(unknown, "c-1", at(C)));
        assertNull(dispatchers.speaker(unknown, "c-1", null));
    }
}
