package io.spoor.protocol.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExemplarsTest {
    @Test
    void shouldKeepExemplarsAtBucketsOnly() {
        String bucket =
                "spoor_queue_wait_seconds_bucket{le=\"0.001\"} 20.0 # {span_id=\"37\",trace_id=\"3e\"} 0.0 1795276351.910\n";
        String exemplar = " # {span_id=\"37\",trace_id=\"3e\"} 0.0 1795276351.910\n";
        assertEquals(
                bucket + "spoor_queue_wait_seconds_count 20.0\nspoor_x_count{a=\"b\"} 2.0\n# EOF\n",
                Exemplars.onlyAtBuckets(bucket + "spoor_queue_wait_seconds_count 20.0" + exemplar
                        + "spoor_x_count{a=\"b\"} 2.0" + exemplar + "# EOF\n"));
    }
}
