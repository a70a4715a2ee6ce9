package io.ironhoard.matchmaking.lobby;

import io.ironhoard.matchmaking.gateway.PlayerIdentity;
import io.ironhoard.proto.ids.PlayerId;
import io.ironhoard.proto.rules.OptionDescriptor;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.util.List;

/** Players and rule sets for tests. */
public final class LobbyFixtures {
    /** Two seats, in turns, with options. */
    public static final RuleSetDescriptor CHESS = new RuleSetDescriptor(
            "chess",
            2,
            "Chess",
            2,
            2,
            2,
            true,
            List.of(
                    new OptionDescriptor.Integer("draw_ply_max", 0, 300, 150, "When a draw is declared."),
                    new OptionDescriptor.Text("fen", 16, "start", "The start position.")),
            List.of(),
            List.of());

    /** The same in an older version. */
    public static final RuleSetDescriptor OLD_CHESS = new RuleSetDescriptor(
            "chess", 1, "Chess", 2, 2, 2, true, List.of(), List.of(), List.of());

    /** Two to four seats, in real time. */
    public static final RuleSetDescriptor HUNT = new RuleSetDescriptor(
            "hunt", 1, "Hunt", 2, 4, 8, false, List.of(), List.of(), List.of());

    private LobbyFixtures() {}

    /**
     * @param number a player's number.
     * @return the player.
     */
    public static PlayerIdentity player(final int number) {
        return new PlayerIdentity(new PlayerId(0, number), "player" + number, Long.MAX_VALUE);
    }
}
