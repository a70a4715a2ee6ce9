package io.ironhoard.proto.ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class MatchIdTest {
    @Test
    void shouldReadWhatItWrites() {
        final MatchId id = new MatchId(-2, 255);
        assertThat(id).hasToString("fffffffffffffffe00000000000000ff");
        assertThat(MatchId.parse(id.toString())).isEqualTo(id);
        assertThat(PlayerId.parse(id.toString())).isEqualTo(new PlayerId(-2, 255));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "fffffffffffffffe00000000000000fg", "fffffffffffffffe00000000000000ff0"})
    void shouldRefuseAnythingElse(final String text) {
        assertThatThrownBy(() -> MatchId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("match id");
    }
}
