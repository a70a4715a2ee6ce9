package io.ironhoard.arena.os;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CoreMapTest {
    @Test
    void shouldReadNumbersAndRangesInOrder() {
        final CoreMap map = CoreMap.parse("0, 4-6,2");

        assertThat(map.size()).isEqualTo(5);
        assertThat(map.core(1)).isEqualTo(4);
        assertThat(map).hasToString("0,4,5,6,2");
        assertThat(CoreMap.parse("").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1,", ",", "-1", "3-1", "1-", "0-4294967295", "1.5", "0-1-2"})
    void shouldRefuseWhatIsNoList(final String text) {
        assertThatThrownBy(() -> CoreMap.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is not a list of cores");
    }

    @Test
    void shouldRefuseACoreNamedTwice() {
        assertThatThrownBy(() -> CoreMap.parse("0-3,2")).hasMessageContaining("core 2 is named twice");
    }

    @Test
    void shouldRefuseCoresThatAreNotThereOrNotAllowed() {
        final BitSet present = new BitSet();
        present.set(0, 4);
        final BitSet allowed = new BitSet();
        allowed.set(0);
        allowed.set(2, 4);

        assertThatCode(() -> CoreMap.parse("3,0").requireUsable(present, allowed)).doesNotThrowAnyException();
        assertThatThrownBy(() -> CoreMap.parse("0,4").requireUsable(present, allowed))
                .hasMessage("core 4 does not exist; this machine has 0-3");
        assertThatThrownBy(() -> CoreMap.parse("1").requireUsable(present, allowed))
                .hasMessage("core 1 may not be used by this process; it is allowed 0,2-3");
        assertThatThrownBy(() -> CoreMap.parse("9999")).hasMessageContaining("core 9999");
    }
}
