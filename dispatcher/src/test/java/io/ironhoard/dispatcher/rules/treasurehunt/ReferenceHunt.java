package io.ironhoard.dispatcher.rules.treasurehunt;

import io.ironhoard.dispatcher.rules.spi.Forfeit;
import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.dispatcher.rules.testkit.ReferenceGame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The treasure hunt with one object for each thing in it. */
final class ReferenceHunt implements ReferenceGame {
    /** Views are long: they are compared after each so many calls, and at the end. */
    private static final int VIEW_INTERVAL = 8;

    private static final Map<Integer, Cell> STEPS = Map.of(
            0, new Cell(0, -1),
            1, new Cell(1, -1),
            2, new Cell(1, 0),
            3, new Cell(1, 1),
            4, new Cell(0, 1),
            5, new Cell(-1, 1),
            6, new Cell(-1, 0),
            7, new Cell(-1, -1));

    private final List<Explorer> explorers = new ArrayList<>();
    private final List<Treasure> treasures = new ArrayList<>();
    private final Map<Integer, byte[]> privateParts = new HashMap<>();
    private byte[] publicPart = {};
    private int width;
    private int height;
    private long startMs;
    private long endMs;
    private int stepCooldownMs;
    private int digCooldownMs;
    private int endReason;
    private int calls;

    record Cell(int x, int y) {
        Cell plus(final Cell step) {
            return new Cell(x + step.x, y + step.y);
        }

        /** By walking: how many rings of neighbours around this cell until the other is among them. */
        int stepsTo(final Cell other) {
            int steps = 0;
            while (other.x < x - steps || other.x > x + steps || other.y < y - steps || other.y > y + steps) {
                steps++;
            }
            return steps;
        }
    }

    record Clue(Cell cell, int distance) {}

    static final class Explorer {
        private final List<Clue> clues = new ArrayList<>();
        private Cell cell;
        private boolean isOut;
        private long score;
        private long nextStepMs;
        private long nextDigMs;
    }

    static final class Treasure {
        private final Cell cell;
        private final int value;
        private Optional<Integer> finder = Optional.empty();

        Treasure(final Cell cell, final int value) {
            this.cell = cell;
            this.value = value;
        }
    }

    @Override
    public int init(final int seats, final Map<String, String> options, final long seed, final long nowMs) {
        width = Integer.parseInt(options.get("width"));
        height = Integer.parseInt(options.get("height"));
        final int count = Integer.parseInt(options.get("treasures"));
        if (count > width * height / 2) {
            return 606;
        }
        startMs = nowMs;
        endMs = nowMs + Integer.parseInt(options.get("duration_s")) * 1000L;
        stepCooldownMs = Integer.parseInt(options.get("step_cooldown_ms"));
        digCooldownMs = Integer.parseInt(options.get("dig_cooldown_ms"));
        final List<Cell> edge = edge();
        for (int seat = 0; seat < seats; seat++) {
            final Explorer explorer = new Explorer();
            explorer.cell = edge.get(seat * edge.size() / seats);
            explorers.add(explorer);
        }
        for (final List<Integer> cell : ReferenceLayout.draw(seed, width, height, count)) {
            treasures.add(new Treasure(new Cell(cell.get(0), cell.get(1)), List.of(1, 2, 3).get(treasures.size() % 3)));
        }
        return 0;
    }

    /** Once round the grid: along the north to the east, down, back to the west, and up. */
    private List<Cell> edge() {
        final List<Cell> edge = new ArrayList<>();
        Cell at = new Cell(0, 0);
        for (final int direction : List.of(2, 4, 6, 0)) {
            while (isOnGrid(at.plus(STEPS.get(direction))) && !edge.contains(at)) {
                edge.add(at);
                at = at.plus(STEPS.get(direction));
            }
        }
        return edge;
    }

    private boolean isOnGrid(final Cell cell) {
        return cell.x >= 0 && cell.x < width && cell.y >= 0 && cell.y < height;
    }

    @Override
    public int apply(final int seat, final byte[] move, final long nowMs) {
        begin();
        if (move.length != 1 || move[0] < 0 || move[0] > 8) {
            return 602;
        }
        if (endReason != 0 || nowMs >= endMs) {
            return 600;
        }
        final Explorer explorer = explorers.get(seat);
        if (explorer.isOut) {
            return 605;
        }
        return move[0] == 8 ? dig(seat, explorer, nowMs) : step(explorer, STEPS.get((int) move[0]), nowMs);
    }

    private int step(final Explorer explorer, final Cell step, final long nowMs) {
        if (nowMs < explorer.nextStepMs) {
            return 603;
        }
        if (!isOnGrid(explorer.cell.plus(step))) {
            return 601;
        }
        explorer.cell = explorer.cell.plus(step);
        explorer.nextStepMs = nowMs + stepCooldownMs;
        return 0;
    }

    private int dig(final int seat, final Explorer explorer, final long nowMs) {
        if (nowMs < explorer.nextDigMs) {
            return 604;
        }
        explorer.nextDigMs = nowMs + digCooldownMs;
        final ByteArrayOutputStream told = new ByteArrayOutputStream();
        for (final Treasure treasure : hidden()) {
            if (treasure.cell.equals(explorer.cell)) {
                treasure.finder = Optional.of(seat);
                explorer.score += treasure.value;
                told.write(1);
                told.write(seat);
                told.write(treasures.indexOf(treasure));
                told.write(explorer.cell.x);
                told.write(explorer.cell.y);
                told.write(treasure.value);
            }
        }
        final int distance = hidden().stream()
                .mapToInt(treasure -> explorer.cell.stepsTo(treasure.cell))
                .min()
                .orElse(255);
        final Clue clue = new Clue(explorer.cell, distance);
        explorer.clues.addFirst(clue);
        privateParts.put(seat, bytes(clue));
        if (hidden().isEmpty()) {
            endReason = 64;
            told.writeBytes(layout());
        }
        publicPart = told.toByteArray();
        return 0;
    }

    private static byte[] bytes(final Clue clue) {
        return new byte[] {1, (byte) clue.cell.x, (byte) clue.cell.y, (byte) clue.distance};
    }

    private List<Treasure> hidden() {
        return treasures.stream().filter(treasure -> treasure.finder.isEmpty()).toList();
    }

    private byte[] layout() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(2);
        out.write(treasures.size());
        treasures.forEach(treasure -> out.writeBytes(bytes(treasure, 255)));
        return out.toByteArray();
    }

    private static byte[] bytes(final Treasure treasure, final int nobody) {
        return new byte[] {
            (byte) treasure.cell.x, (byte) treasure.cell.y, (byte) treasure.value,
            (byte) treasure.finder.orElse(nobody).intValue()
        };
    }

    @Override
    public void forfeit(final int seat, final Forfeit forfeit, final long nowMs) {
        begin();
        if (explorers.get(seat).isOut) {
            return;
        }
        explorers.get(seat).isOut = true;
        if (explorers.stream().filter(explorer -> !explorer.isOut).count() == 1) {
            endReason = forfeit.endReason().id();
            publicPart = layout();
        }
    }

    @Override
    public int turn() {
        return RuleSet.NO_TURN;
    }

    @Override
    public long nextTimerMs() {
        return endReason == 0 ? endMs : RuleSet.NO_TIMER;
    }

    @Override
    public void onTimer(final long nowMs) {
        begin();
        endReason = 65;
        publicPart = layout();
    }

    private void begin() {
        calls++;
        publicPart = new byte[0];
        privateParts.clear();
    }

    @Override
    public int endReason() {
        return endReason;
    }

    /** Asked for at any time; means something once the hunt is over. */
    @Override
    public int placement(final int seat) {
        final List<Explorer> ranking = new ArrayList<>(explorers);
        ranking.sort((one, other) -> one.isOut == other.isOut
                ? Long.compare(other.score, one.score)
                : Boolean.compare(one.isOut, other.isOut));
        final Explorer explorer = explorers.get(seat);
        int place = 0;
        while (ranking.get(place).isOut != explorer.isOut || ranking.get(place).score != explorer.score) {
            place++;
        }
        return place + 1;
    }

    @Override
    public long score(final int seat) {
        return explorers.get(seat).score;
    }

    @Override
    public byte[] publicPart() {
        return publicPart;
    }

    @Override
    public byte[] privatePart(final int seat) {
        return privateParts.getOrDefault(seat, new byte[0]);
    }

    @Override
    public Optional<byte[]> view(final int seat) {
        if (calls % VIEW_INTERVAL != 0 && endReason == 0) {
            return Optional.empty();
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteBuffer header = littleEndian(32);
        header.put((byte) width).put((byte) height).put((byte) explorers.size()).put((byte) treasures.size());
        header.put((byte) (treasures.size() - hidden().size())).put((byte) endReason).putShort((short) 0);
        header.putShort((short) stepCooldownMs).putShort((short) digCooldownMs).putInt(0);
        header.putLong(startMs).putLong(endMs);
        out.writeBytes(header.array());
        for (int other = 0; other < explorers.size(); other++) {
            final Explorer explorer = explorers.get(other);
            final ByteBuffer entry = littleEndian(8);
            entry.put((byte) explorer.cell.x).put((byte) explorer.cell.y).put((byte) (explorer.isOut ? 1 : 0));
            entry.put((byte) (endReason == 0 ? 0 : placement(other))).putInt((int) explorer.score);
            out.writeBytes(entry.array());
        }
        for (final Treasure treasure : treasures) {
            final boolean isKnown = endReason != 0 || treasure.finder.isPresent();
            out.writeBytes(isKnown ? bytes(treasure, 255) : new byte[] {0, 0, 0, (byte) 254});
        }
        if (seat != RuleSet.PUBLIC) {
            out.writeBytes(own(explorers.get(seat)));
        }
        return Optional.of(out.toByteArray());
    }

    private static byte[] own(final Explorer explorer) {
        final ByteBuffer own = littleEndian(56);
        own.putLong(explorer.nextStepMs).putLong(explorer.nextDigMs).putInt(explorer.clues.size()).putInt(0);
        explorer.clues.stream().limit(8).forEach(clue -> own.put(bytes(clue)));
        return own.array();
    }

    private static ByteBuffer littleEndian(final int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What a proposer of moves may know, which players may not: the step towards the nearest treasure, or the dig. */
    byte[] bestMove(final int seat) {
        final Cell from = explorers.get(seat).cell;
        final Cell to = hidden().stream()
                .map(treasure -> treasure.cell)
                .min((one, other) -> from.stepsTo(one) - from.stepsTo(other))
                .orElse(from);
        final Cell wanted = new Cell(Integer.signum(to.x - from.x), Integer.signum(to.y - from.y));
        return STEPS.entrySet().stream()
                .filter(step -> step.getValue().equals(wanted))
                .findFirst()
                .map(step -> new byte[] {step.getKey().byteValue()})
                .orElse(new byte[] {8});
    }
}
