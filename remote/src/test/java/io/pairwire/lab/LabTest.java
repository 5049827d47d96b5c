package io.pairwire.lab;

import static org.junit.jupiter.api.Assertions.fail;

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
        try {
            return LabRun.boot(kernel).results().stream().map(result -> test(kernel, result));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Linux " + kernel + " ran", e);
        } catch (Exception e) {
            return Stream.of(DynamicTest.dynamicTest("Linux " + kernel + " runs the tests", () -> {
                throw e;
            }));
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
