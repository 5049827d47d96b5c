package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.HostName;
import io.pairwire.transaction.HostFailure;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({"UNREACHABLE,10", "LOCKED,10", "STALE,6", "REFUSED,8", "LEFT_CHANGED,9"})
    void aVerificationThatFailedIsGraverThanALockAndLessThanAStalePlan(HostFailure.Kind kind, int number) {
        HostFailure failure = new HostFailure(new HostName("lon1"), kind, "it failed", "");
        assertThat(ExitCode.of(List.of(failure), ExitCode.VERIFICATION_FAILED).number())
                .isEqualTo(number);
    }
}
