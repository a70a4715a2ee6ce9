package io.ironhoard.dispatcher.shard;

import io.ironhoard.dispatcher.rules.spi.Effects;
import io.ironhoard.dispatcher.rules.tictactoe.TicTacToeRules;
import io.ironhoard.dispatcher.shard.EngineFixture.Plan;
import io.ironhoard.proto.code.EndReason;
import io.ironhoard.proto.code.ResultCode;
import io.ironhoard.proto.ipc.StreamIds;
import io.ironhoard.proto.sbe.EventKind;
import io.ironhoard.proto.sbe.MatchEventDecoder;
import io.ironhoard.proto.sbe.MatchViewedDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What rules tell beside the moves, and what they show of a match. */
final class EffectsTest {
    private static final long MATCH = 5;

    private final TellingRules rules = new TellingRules();
    private final EngineFixture fixture = new EngineFixture(rules, new TicTacToeRules());

    @BeforeEach
    void createMatch() {
        fixture.create(MATCH, Plan.of("telling"));
        fixture.events.take();
    }

    @Test
    void shouldSendAPublicPartBesideThePayload() {
        final Told told = play(0, 1, TellingRules.TELL_ALL, (byte) 9);

        assertThat(told.payload).containsExactly(TellingRules.TELL_ALL, 9);
        assertThat(told.publicPart).containsExactly(9);
        assertThat(told.privateParts).isEmpty();
    }

    @Test
    void shouldSendAPrivatePartForItsSeatAlone() {
        final Told told = play(1, 1, TellingRules.TELL_MOVER, (byte) 9);

        assertThat(told.publicPart).isEmpty();
        assertThat(told.privateParts).containsOnlyKeys(1);
        assertThat(told.privateParts.get(1)).containsExactly(9);
    }

    @Test
    void shouldSendEachPartAndForgetThemForTheNextEvent() {
        final Told told = play(0, 1, TellingRules.TELL_EACH, (byte) 9);
        assertThat(told.publicPart).containsExactly(9, 0, 0);
        assertThat(told.privateParts.get(0)).containsExactly(9, 0);
        assertThat(told.privateParts.get(1)).containsExactly(9);

        final Told next = play(0, 2, (byte) 0, (byte) 0);
        assertThat(next.publicPart).isEmpty();
        assertThat(next.privateParts).isEmpty();
    }

    @Test
    void shouldKeepTheHeadFreeOfWhatIsTold() {
        final EngineFixture other = new EngineFixture(new TellingRules());
        other.create(MATCH, Plan.of("telling"));
        other.events.take();
        play(0, 1, TellingRules.TELL_MOVER, (byte) 9);
        other.move(MATCH, 0, 1, TellingRules.TELL_MOVER, (byte) 9);

        assertThat(fixture.stateHash(MATCH)).isEqualTo(other.stateHash(MATCH));
        fixture.resign(MATCH, 0, 2);
        final Told told = told();
        assertThat(told.kind).isEqualTo(EventKind.FORFEIT);
        assertThat(told.publicPart).containsExactly(TellingRules.FORFEIT_PART);
    }

    @Test
    void shouldTellNothingOfARefusedMove() {
        final String before = fixture.stateHash(MATCH);
        fixture.move(MATCH, 0, 1, TellingRules.TELL_AND_REFUSE, (byte) 9);

        assertThat(fixture.takeRejection()).isEqualTo(TellingRules.REFUSED);
        assertThat(fixture.events.take()).isEmpty();
        assertThat(fixture.stateHash(MATCH)).isEqualTo(before);
        assertThat(play(0, 1, (byte) 0, (byte) 0).privateParts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(bytes = {
        TellingRules.TELL_TWICE, TellingRules.TELL_TOO_MUCH, TellingRules.TELL_NOBODY_S_SEAT
    })
    void shouldCloseAMatchWhoseRulesTellWhatCannotBeTold(final byte what) {
        fixture.move(MATCH, 0, 1, what, (byte) 9);

        assertThat(fixture.takeRejection()).isEqualTo(ResultCode.RULES_FAULT.code());
        final Told closed = told();
        assertThat(closed.kind).isEqualTo(EventKind.CLOSE);
        assertThat(closed.endReason).isEqualTo(EndReason.RULES_FAULT.id());
        assertThat(closed.publicPart).isEmpty();
        assertThat(closed.privateParts).isEmpty();
        assertThat(fixture.faults).hasSize(1);
    }

    @Test
    void shouldSendTheLongestPart() {
        final Told told = play(1, 1, TellingRules.TELL_AS_MUCH_AS_POSSIBLE, (byte) 9);

        assertThat(told.privateParts.get(1)).hasSize(Effects.LENGTH_LIMIT);
        assertThat(told.length).isLessThan(StreamIds.MESSAGE_LENGTH_MAX);
    }

    @Test
    void shouldShowEachSeatAndThePublicItsView() {
        play(0, 1, (byte) 0, (byte) 0);
        fixture.nowMs += 30;

        for (final int seat : new int[] {0, 1, StreamIds.NO_SEAT}) {
            fixture.view(MATCH, seat);
            final MatchViewedDecoder viewed =
                    fixture.decode(fixture.replies.take().getFirst(), new MatchViewedDecoder());
            assertThat(viewed.nextIndex()).isEqualTo(1);
            assertThat(viewed.timeMs()).isEqualTo(fixture.nowMs);
            assertThat(viewed.seat()).isEqualTo((short) seat);
            assertThat(viewed.clocks().count()).isZero();
            final byte[] view = new byte[viewed.viewLength()];
            viewed.getView(view, 0, view.length);
            assertThat(view).containsExactly((byte) seat, 1, 0);
        }
        assertThat(fixture.events.take()).isEmpty();
    }

    @Test
    void shouldShowTheClocksAsTheyAre() {
        fixture.create(6, Plan.of("tic-tac-toe").clock(60_000, 1_000));
        fixture.events.take();
        fixture.connect(6, 0, 1);
        fixture.connect(6, 1, 2);
        fixture.replies.take();
        fixture.nowMs += 700;

        fixture.view(6, 1);

        final MatchViewedDecoder viewed = fixture.decode(fixture.replies.take().getFirst(), new MatchViewedDecoder());
        final List<Long> clocks = new ArrayList<>();
        viewed.clocks().forEach(clock -> clocks.add(clock.leftMs()));
        assertThat(clocks).containsExactly(59_300L, 60_000L);
    }

    @Test
    void shouldShowNothingBetweenCallsInWhatRulesKeep() {
        play(0, 1, TellingRules.TELL_ALL, (byte) 9);
        fixture.view(MATCH, 0);

        assertThat(rules.kept()).hasSize(3).allSatisfy(buffer -> assertThat(buffer.capacity()).isZero());
    }

    @Test
    void shouldRefuseToShowWhatIsNotThere() {
        fixture.view(MATCH, 2);
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.SEAT_NOT_FOUND.code());
        fixture.view(MATCH + 1, 0);
        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.MATCH_NOT_FOUND.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1 << 20})
    void shouldRefuseAViewOfAnImpossibleLengthAndPlayOn(final int length) {
        rules.viewLength(length);
        fixture.view(MATCH, 0);

        assertThat(fixture.takeRefusal()).isEqualTo(ResultCode.RULES_FAULT.code());
        assertThat(fixture.faults).hasSize(1);
        assertThat(play(0, 1, TellingRules.TELL_ALL, (byte) 9).publicPart).hasSize(1);
    }

    /** An event with its parts. */
    private record Told(
            EventKind kind, int endReason, byte[] payload, byte[] publicPart, Map<Integer, byte[]> privateParts,
            int length) {}

    private Told play(final int seat, final int sequence, final byte... payload) {
        fixture.move(MATCH, seat, sequence, payload);
        return told();
    }

    private Told told() {
        final MatchEventDecoder event = fixture.takeEvent();
        event.standings().forEach(standing -> assertThat(event.endReason()).isNotZero());
        final Map<Integer, byte[]> parts = new TreeMap<>();
        event.privateParts().forEach(part -> {
            final byte[] bytes = new byte[part.partLength()];
            final int seat = part.seat();
            part.getPart(bytes, 0, bytes.length);
            parts.put(seat, bytes);
        });
        final byte[] payload = new byte[event.payloadLength()];
        event.getPayload(payload, 0, payload.length);
        final byte[] publicPart = new byte[event.publicPartLength()];
        event.getPublicPart(publicPart, 0, publicPart.length);
        return new Told(event.kind(), event.endReason(), payload, publicPart, parts, event.limit());
    }
}
