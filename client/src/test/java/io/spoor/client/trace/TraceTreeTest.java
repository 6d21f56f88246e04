package io.spoor.client.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class TraceTreeTest {
    private final SampleTrace sample = SampleTrace.ofALostCalculator();

    @Test
    void shouldPrintATrackAsATree() {
        String expected = """
                trace 0af7651916cd43dd8448eb211c80319c  OK in 1000.0 ms, 2 attempts
                   at ms  for ms
                     0.0  1000.0  submit           client-1  OK
                     1.0   998.0  └ dispatch       disp-1    OK
                   650.0            │ · backoff
                     1.0     1.0    ├ queue        disp-1
                     2.0   648.0    ├ attempt 1    calc-1    calculator_lost
                   670.0    10.0    ├ queue        disp-1
                   680.0   318.0    └ attempt 2    calc-2    completed
                   681.0   316.0      └ calculate  calc-2""";
        assertEquals(expected, String.join("\n", TraceTree.lines(sample.trace(), 100)));
    }

    @Test
    void shouldKeepToItsWidth() {
        List<String> lines = TraceTree.lines(sample.trace(), TraceTree.WIDTH_MIN);
        assertTrue(lines.stream().allMatch(line -> line.length() <= TraceTree.WIDTH_MIN), lines::toString);
        assertTrue(lines.get(0).endsWith("…"), lines::toString);
    }

    @Test
    void shouldShowWhatHasLostItsParent() {
        String tree =
                String.join("\n", TraceTree.lines(sample.without("attempt2").trace(), 100));
        assertTrue(tree.contains("calculate (its parent is missing)"), tree);
    }

    @Test
    void shouldDrawWellFormedPictures() throws Exception {
        sample.event("attempt1", "<&\">", 100);
        String svg = String.join("\n", TraceSvg.lines(sample.trace()));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertEquals(2, document.getElementsByTagName("circle").getLength(), "one for each event");
        assertEquals(8, document.getElementsByTagName("rect").getLength(), "the ground, and one for each span");
    }
}
