package io.pairwire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pairwire.model.HostName;
import io.pairwire.transaction.HostFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExitCodeTest {
    @Test
    void theDocumentHasEveryCodeAsTheProgramHasIt() throws IOException {
        assertThat(Files.readAllLines(Path.of("../docs/exit-codes.md")).stream()
                        .filter(line -> line.matches("\\| [0-9]+ \\|.*")))
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> "| " + code.number() + " | " + code.meaning() + " | " + code.next() + " |")
                        .toList());
    }

    @Test
    void theDocumentTellsWhichCodesAreGraver() throws IOException {
        List<ExitCode> byGravity = List.of(
                ExitCode.NOT_ROLLED_BACK,
                ExitCode.ROLLED_BACK,
                ExitCode.STALE_PLAN,
                ExitCode.VERIFICATION_FAILED,
                ExitCode.LOCKED,
                ExitCode.UNREACHABLE);
        assertThat(Files.readString(Path.of("../docs/exit-codes.md")))
                .contains("the gravest counts: "
                        + byGravity.stream()
                                .map(code -> String.valueOf(code.number()))
                                .collect(Collectors.joining(", then "))
                                .replaceAll(", then (?!8)", ", "));
        for (int i = 1; i < byGravity.size(); i++) {
            assertThat(byGravity.get(i).or(byGravity.get(i - 1))).isEqualTo(byGravity.get(i - 1));
            assertThat(byGravity.get(i - 1).or(byGravity.get(i))).isEqualTo(byGravity.get(i - 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"UNREACHABLE,10", "LOCKED,10", "STALE,6", "REFUSED,8", "LOST,8", "UNVERIFIED,8"})
    void aVerificationThatFailedIsGraverThanALockAndLessThanAStalePlan(HostFailure.Kind kind, int number) {
        HostFailure failure = new HostFailure(new HostName("lon1"), kind, "it failed", "");
        assertThat(ExitCode.of(List.of(failure), ExitCode.VERIFICATION_FAILED).number())
                .isEqualTo(number);
    }
}
