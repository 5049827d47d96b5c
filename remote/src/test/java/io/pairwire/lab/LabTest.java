package io.pairwire.lab;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Boots each kernel and shows what ran in it, one test for each test within.
 *
 * <p>Fails, never skips: a kernel that does not boot, a run that breaks off, no tests, a test skipped within.
 * {@code -Dpairwire.lab.kernels=6.12} and {@code -Dpairwire.lab.tests=.*HostsLab} narrow it while one works at a test.
 */
final class LabTest {
    private static final List<String> KERNELS =
            List.of(System.getProperty("pairwire.lab.kernels", "6.1,6.12").split(",", -1));

    @TestFactory
    Stream<DynamicNode> theTestsPassOnEachKernel() throws Exception {
        LabRun.prepare(KERNELS);
        return KERNELS.stream().map(LabTest::onKernel);
    }

    private static DynamicNode onKernel(String kernel) {
        // The stream is lazy: the kernel boots when JUnit asks for the tests that ran in it.
        return DynamicContainer.dynamicContainer(
                "Linux " + kernel, Stream.of(kernel).flatMap(LabTest::tests));
    }

    private static Stream<DynamicTest> tests(String kernel) {
        List<DynamicTest> tests = new ArrayList<>();
        try {
            LabRun.boot(kernel, kernel.equals(KERNELS.get(KERNELS.size() - 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Linux " + kernel + " ran", e);
        } catch (Exception e) {
            tests.add(DynamicTest.dynamicTest("Linux " + kernel + " runs the tests", () -> {
                throw e;
            }));
        }
        // Of a run that broke off too, all that arrived is shown: what was STARTED last tells where.
        for (LabResult result : results(kernel)) {
            tests.add(test(kernel, result));
        }
        return tests.stream();
    }

    private static List<LabResult> results(String kernel) {
        try {
            return LabRun.results(kernel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DynamicTest test(String kernel, LabResult result) {
        String name = "Linux %s: %s (%d ms)"
                .formatted(kernel, result.name(), result.duration().toMillis());
        return DynamicTest.dynamicTest(name, () -> {
            if (result.status() != LabResult.Status.PASSED) {
                fail("%s on Linux %s: %s%n%s".formatted(result.name(), kernel, result.status(), result.failure()));
            }
        });
    }
}
