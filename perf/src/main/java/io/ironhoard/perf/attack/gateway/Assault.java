package io.ironhoard.perf.attack.gateway;

import io.ironhoard.perf.attack.gateway.RawConnection.End;
import io.ironhoard.perf.client.Target;
import io.ironhoard.v1.Join;
import io.ironhoard.v1.Move;
import io.ironhoard.v1.PlayRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

import static io.ironhoard.perf.attack.gateway.RawConnection.CONTINUATION;
import static io.ironhoard.perf.attack.gateway.RawConnection.DATA;
import static io.ironhoard.perf.attack.gateway.RawConnection.END_HEADERS;
import static io.ironhoard.perf.attack.gateway.RawConnection.END_STREAM;
import static io.ironhoard.perf.attack.gateway.RawConnection.HEADERS;
import static io.ironhoard.perf.attack.gateway.RawConnection.PING;
import static io.ironhoard.perf.attack.gateway.RawConnection.RST_STREAM;
import static io.ironhoard.perf.attack.gateway.RawConnection.SETTINGS;
import static io.ironhoard.perf.attack.gateway.RawConnection.WINDOW_UPDATE;

/** One way to misbehave on a connection of one's own, and how a server may end it. */
enum Assault {
    /** Bytes that are no HTTP/2 at all. */
    GARBAGE(EnumSet.of(End.CLOSED, End.GOAWAY)) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.write(context.bytes(64 + context.random().nextInt(4096))).flush();
        }
    },
    /** A message that is longer than the server takes. */
    OVERSIZED_MESSAGE(Refusals.OF_A_STREAM) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.play(1, context.token());
            for (int i = 0; i < 4; i++) {
                connection.frame(DATA, 0, 1, i == 0
                        ? RawConnection.message(new byte[FRAME], 4 * FRAME)
                        : new byte[FRAME]);
            }
            connection.flush();
        }
    },
    /** A message that says it is longer than anything. */
    ENDLESS_MESSAGE(Refusals.OF_A_STREAM) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.play(1, context.token())
                    .frame(DATA, 0, 1, RawConnection.message(new byte[10], Integer.MAX_VALUE))
                    .flush();
        }
    },
    /** A stream that ends in the middle of a message. */
    TRUNCATED_MESSAGE(Refusals.OF_A_STREAM) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.play(1, context.token())
                    .frame(DATA, END_STREAM, 1, RawConnection.message(new byte[10], 1000))
                    .flush();
        }
    },
    /** A message that is no {@code PlayRequest}. */
    GARBLED_MESSAGE(Refusals.OF_A_STREAM) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            final byte[] body = context.bytes(1 + context.random().nextInt(200));
            body[0] = (byte) 0xFF;
            connection.play(1, context.token()).frame(DATA, END_STREAM, 1, RawConnection.message(body)).flush();
        }
    },
    /** A move before the join. */
    MOVE_BEFORE_JOIN(Refusals.OF_A_STREAM) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            final byte[] move =
                    PlayRequest.newBuilder().setMove(Move.newBuilder().setSequence(1)).build().toByteArray();
            connection.play(1, context.token()).frame(DATA, 0, 1, RawConnection.message(move)).flush();
        }
    },
    /** A join of a match that nobody made. */
    JOIN_OF_NOTHING(Refusals.OF_A_STREAM) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            final byte[] join = PlayRequest.newBuilder()
                    .setJoin(Join.newBuilder().setMatchId("0".repeat(32)).setSeat(-1).setProtocolVersion(1))
                    .build()
                    .toByteArray();
            connection.play(1, context.token()).frame(DATA, 0, 1, RawConnection.message(join)).flush();
        }
    },
    /** A call that nobody is signed in for. */
    NO_SESSION(Refusals.OF_A_STREAM) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.play(1, "").flush();
        }
    },
    /** A forged token. */
    FORGED_TOKEN(Refusals.OF_A_STREAM) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            final char[] token = context.token().toCharArray();
            final int at = token.length - 1 - context.random().nextInt(20);
            token[at] = token[at] == 'A' ? 'B' : 'A';
            connection.play(1, new String(token)).flush();
        }
    },
    /** More metadata than the server takes. */
    OVERSIZED_METADATA(EnumSet.of(End.REFUSED, End.RESET, End.GOAWAY, End.CLOSED)) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.frame(
                    HEADERS, END_HEADERS, 1,
                    connection.callHeaders(1, RawConnection.PLAY, context.token(), 12 * 1024)).flush();
        }
    },
    /** Header blocks that go on with empty frames and never end. */
    EMPTY_CONTINUATIONS(Refusals.OF_A_CONNECTION) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.frame(HEADERS, 0, 1, connection.callHeaders(1, RawConnection.PLAY, context.token(), 0));
            for (int i = 0; i < FLOOD; i++) {
                connection.frame(CONTINUATION, 0, 1, new byte[0]);
            }
            connection.flush();
        }
    },
    /** Calls opened and reset at once, by the thousand. */
    RAPID_RESETS(Refusals.OF_A_CONNECTION) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            for (int i = 0; i < FLOOD; i++) {
                final int stream = 2 * i + 1;
                connection.play(stream, context.token()).frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
            }
            connection.flush();
        }
    },
    /** Pings by the thousand. */
    PINGS(Refusals.OF_A_CONNECTION) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            for (int i = 0; i < FLOOD; i++) {
                connection.frame(PING, 0, 0, new byte[8]);
            }
            connection.flush();
        }
    },
    /** Settings by the thousand, each to be acknowledged, and the acknowledgements not read. */
    SETTINGS_FLOOD(EnumSet.of(End.GOAWAY, End.CLOSED, End.OPEN)) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            for (int i = 0; i < FLOOD; i++) {
                connection.frame(SETTINGS, 0, 0, new byte[0]);
            }
            connection.flush();
        }
    },
    /** A window that is opened beyond its limit. */
    WINDOW_OVERFLOW(Refusals.OF_A_CONNECTION) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            for (int i = 0; i < 3; i++) {
                connection.frame(WINDOW_UPDATE, 0, 0, new byte[] {0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
            }
            connection.flush();
        }
    },
    /** Data of a stream that was never opened. */
    DATA_WITHOUT_A_STREAM(Refusals.OF_A_CONNECTION) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.frame(DATA, 0, 7, new byte[10]).flush();
        }
    },
    /** A frame longer than was agreed. */
    LONG_FRAME(Refusals.OF_A_CONNECTION) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.play(1, context.token()).frame(DATA, 0, 1, new byte[1 << 20]).flush();
        }
    },
    /** A call that says nothing: it is given up when its time to join is over. */
    SILENT_CALL(EnumSet.of(End.OPEN, End.REFUSED, End.RESET)) {
        @Override
        void strike(final RawConnection connection, final Context context) throws IOException {
            connection.play(1, context.token()).flush();
        }
    };

    /** Frames of a flood. */
    private static final int FLOOD = 5_000;
    /** Bytes of the longest frame that needs no agreement. */
    private static final int FRAME = 16 * 1024 - 8;

    private final Set<End> ends;

    Assault(final Set<End> ends) {
        this.ends = ends;
    }

    /** Do it, on a connection that has begun as it should. */
    abstract void strike(RawConnection connection, Context context) throws IOException;

    /** How the server may end it. */
    Set<End> ends() {
        return ends;
    }

    /** What an assault works with. */
    record Context(Target target, String token, RandomGenerator random) {
        byte[] bytes(final int length) {
            final byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }
    }

    /** The usual ends. */
    private static final class Refusals {
        private static final Set<End> OF_A_STREAM = EnumSet.of(End.REFUSED, End.RESET);
        private static final Set<End> OF_A_CONNECTION = EnumSet.of(End.GOAWAY, End.CLOSED);
    }
}
