package io.ironhoard.perf.draw;

import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntDescriptor;
import io.ironhoard.dispatcher.rules.treasurehunt.HuntMove;
import io.ironhoard.perf.verify.EngineRecord;
import io.ironhoard.perf.verify.HuntRecord;
import io.ironhoard.proto.record.MatchRecord;
import io.ironhoard.proto.record.RecordException;
import io.ironhoard.proto.record.RecordKeys;
import io.ironhoard.proto.record.RecordSigner;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HuntPictureTest {
    private static final RecordSigner SIGNER = new RecordSigner(RecordKeys.generate());
    private static final int BYTES_MAX = 60_000;

    private final RuleSetRegistry registry = RuleSetRegistry.builtIn();

    @Test
    void shouldDrawEveryExplorerAndEveryTreasure() throws Exception {
        final String svg = draw(HuntRecord.play(6, 60));
        final Document document = parse(svg);

        assertThat(svg.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(BYTES_MAX);
        assertThat(text(document, "title")).containsExactly("Treasure hunt 112233445566778899aabbccddeeff00");
        assertThat(text(document, "desc").getFirst())
                .matches("6 explorers, \\d+ of 32 treasures found in 1 min 0 s; time is up");
        assertThat(attributes(document, "use", "href")).as("treasures and two of the legend").hasSize(32 + 2);
        assertThat(text(document, "text")).contains("a dig").anyMatch(text -> text.startsWith("1.  "));
        assertThat(attributes(document, "circle", "r")).as("starts").filteredOn("5"::equals).hasSize(6 + 1);
        assertThat(attributes(document, "circle", "r")).as("explorers, and in the legend")
                .filteredOn("8"::equals)
                .hasSize(6 + 6 + 1);
    }

    @Test
    void shouldDrawTheSameAgain() throws RecordException {
        final byte[] record = HuntRecord.play(3, 10).finish(SIGNER);

        assertThat(HuntPicture.draw(MatchRecord.parse(record), registry))
                .isEqualTo(HuntPicture.draw(MatchRecord.parse(record), registry));
    }

    @Test
    void shouldDrawAWayAsItWasGone() throws Exception {
        final EngineRecord match =
                new EngineRecord(HuntDescriptor.ID, 2, Map.of("width", "8", "height", "6", "treasures", "9"), 0);
        for (final int move : List.of(
                HuntMove.EAST, HuntMove.EAST, HuntMove.SOUTH_EAST, HuntMove.SOUTH, HuntMove.DIG, HuntMove.NORTH_EAST)) {
            match.move(0, 500, move);
        }
        match.move(1, 500, HuntMove.NORTH).resign(1);
        final Document document = parse(draw(match));

        assertThat(attributes(document, "path", "d")).contains("M0 0h2l1 1v1l1-1", "m3 2h0", "M7 5v-1");
        assertThat(text(document, "text")).anyMatch(text -> text.endsWith(", gave up"));
        assertThat(text(document, "desc").getFirst()).endsWith("in 0 min 4 s; a seat resigned");
    }

    @Test
    void shouldDrawAnExplorerWhoNeverMoved() throws Exception {
        final EngineRecord match = new EngineRecord(HuntDescriptor.ID, 2, Map.of(), 0).resign(0);

        assertThat(attributes(parse(draw(match)), "path", "d")).contains("M0 0h0", "M63 63h0");
    }

    @Test
    void shouldSayThatAnotherGameCannotBeDrawn() {
        final EngineRecord chess = new EngineRecord("chess", 2, Map.of(), 0).resign(0);

        assertThatThrownBy(() -> draw(chess))
                .isInstanceOf(RecordException.class)
                .hasMessage("header: a match of chess version 1; only treasure-hunt version 1 can be drawn");
    }

    private String draw(final EngineRecord match) throws RecordException {
        return HuntPicture.draw(MatchRecord.parse(match.finish(SIGNER)), registry);
    }

    private static Document parse(final String svg) throws Exception {
        final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> text(final Document document, final String element) {
        return elements(document, element).stream().map(Element::getTextContent).toList();
    }

    private static List<String> attributes(final Document document, final String element, final String attribute) {
        return elements(document, element).stream().map(each -> each.getAttribute(attribute)).toList();
    }

    private static List<Element> elements(final Document document, final String name) {
        final NodeList found = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
        final List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
