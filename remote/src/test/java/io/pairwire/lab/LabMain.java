package io.pairwire.lab;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests tagged {@code lab} of this package inside the guest: {@code LabMain DIRECTORY [CLASS-PATTERN]}. Those tagged {@code once}
 * too ask nothing of the kernel, and are left out with {@code -Dpairwire.lab.once=false}.
 *
 * <p>Leaves a {@link LabResult} for each test in the directory as it goes, and the file {@link #FINISHED} once all ran.
 */
final class LabMain implements TestExecutionListener {
    /** Holds the number of results; its absence means that the run was cut short. */
    static final String FINISHED = "finished";

    private record Begun(Path file, long nanos) {}

    private final Path directory;
    private final Map<UniqueId, String> names = new HashMap<>();
    private final Map<UniqueId, Begun> begun = new HashMap<>();
    private int results;

    private LabMain(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        String classes = arguments.length > 1 ? arguments[1] : ".*";
        var request = LauncherDiscoveryRequestBuilder.discoveryRequest()
                .selectors(selectPackage(LabMain.class.getPackageName()))
                .filters(includeClassNamePatterns(classes), includeTags("lab"))
                .filters(
                        Boolean.parseBoolean(System.getProperty("pairwire.lab.once", "true"))
                                ? new PostDiscoveryFilter[0]
                                : new PostDiscoveryFilter[] {excludeTags("once")})
                .configurationParameter(
                        "junit.jupiter.testmethod.order.default", "org.junit.jupiter.api.MethodOrderer$Random")
                .configurationParameter(
                        "junit.jupiter.testclass.order.default", "org.junit.jupiter.api.ClassOrderer$Random")
                .build();
        LabMain listener = new LabMain(directory);
        LauncherFactory.create().execute(request, listener);
        Files.writeString(directory.resolve(FINISHED), Integer.toString(listener.results));
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier each : plan.getDescendants(root)) {
                name(each);
            }
        }
    }

    @Override
    public void dynamicTestRegistered(TestIdentifier test) {
        name(test);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            Begun begin = begin(test);
            report(begin, new LabResult(nameOf(test), LabResult.Status.STARTED, Duration.ZERO, ""));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        report(begin(test), new LabResult(nameOf(test), LabResult.Status.SKIPPED, Duration.ZERO, reason));
    }

    /** Reports every test, and of containers (a class, say, whose set-up fails) those that went wrong. */
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            Begun known = begun.get(test.getUniqueIdObject());
            Begun begin = known != null ? known : begin(test);
            LabResult.Status status = switch (result.getStatus()) {
                case SUCCESSFUL -> LabResult.Status.PASSED;
                case ABORTED -> LabResult.Status.SKIPPED;
                case FAILED -> LabResult.Status.FAILED;
            };
            Duration duration = Duration.ofNanos(System.nanoTime() - begin.nanos());
            String failure = result.getThrowable().map(LabMain::stackTrace).orElse("");
            report(begin, new LabResult(nameOf(test), status, duration, failure));
        }
    }

    /** Names a test by its class and its own name, or a container by what JUnit shows for it. */
    private void name(TestIdentifier test) {
        String parent = test.getParentIdObject().map(names::get).orElse(null);
        String name = test.getDisplayName();
        names.put(test.getUniqueIdObject(), parent == null || parent.startsWith("JUnit ") ? name : parent + " " + name);
    }

    private String nameOf(TestIdentifier test) {
        return names.getOrDefault(test.getUniqueIdObject(), test.getDisplayName());
    }

    private Begun begin(TestIdentifier test) {
        Path file = directory.resolve("%04d.result".formatted(results));
        results++;
        Begun begin = new Begun(file, System.nanoTime());
        begun.put(test.getUniqueIdObject(), begin);
        return begin;
    }

    private static void report(Begun begin, LabResult result) {
        try {
            result.write(begin.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stackTrace(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
