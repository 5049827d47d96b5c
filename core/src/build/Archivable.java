import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.F_SAME;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.IMUL;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.LCMP;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.POP2;
import static org.objectweb.asm.Opcodes.V1_8;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Makes a finished jar's classes such that a class data archive takes them, which is most of what a start costs: {@code
 * Archivable JAR}. Run by the build; writes the jar anew, and its SHA-256 and size beside it.
 *
 * <p>Classes compiled for Java 5 (picocli's), whose verifier archives do not know, are raised to Java 8. The {@code equals},
 * {@code hashCode} and {@code toString} of records, which are otherwise linked anew in every process, become plain code
 * that does what {@link java.lang.runtime.ObjectMethods} says.
 */
final class Archivable {
    private static final int FIRST_WITH_FRAMES = 50;

    private Archivable() {}

    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Path made = Path.of(jar + ".new");
        try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
                ZipFile in = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(made))) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                byte[] octets = in.getInputStream(entry).readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(entry.getName().endsWith(".class") ? archivable(octets, classes) : octets);
            }
        }
        Files.move(made, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        byte[] octets = Files.readAllBytes(jar);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        Files.writeString(Path.of(jar + ".sha256"), digest + " " + octets.length + "\n");
    }

    private static byte[] archivable(byte[] octets, ClassLoader classes) throws IOException {
        ClassReader reader = new ClassReader(octets);
        boolean old = reader.readUnsignedShort(6) < FIRST_WITH_FRAMES;
        ClassWriter writer = new ClassWriter(old ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }

            @Override
            protected String getCommonSuperClass(String one, String other) {
                try {
                    return super.getCommonSuperClass(one, other);
                } catch (TypeNotPresentException e) {
                    // Of an optional library (Groovy's, for picocli), that is never there when this code runs.
                    return "java/lang/Object";
                }
            }
        };
        reader.accept(new Rewriter(writer, old), old ? ClassReader.SKIP_FRAMES : 0);
        return writer.toByteArray();
    }

    private static final class Rewriter extends ClassVisitor {
        private final boolean old;
        private String owner = "";

        Rewriter(ClassVisitor next, boolean old) {
            super(ASM9, next);
            this.old = old;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            owner = name;
            super.visit(old ? V1_8 : version, access, name, signature, parent, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String shape, String signature, String[] thrown) {
            MethodVisitor next = super.visitMethod(access, name, shape, signature, thrown);
            return new MethodVisitor(ASM9, next) {
                @Override
                public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... given) {
                    if (!bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods")) {
                        super.visitInvokeDynamicInsn(called, type, bootstrap, given);
                        return;
                    }
                    // What the compiler pushed for the call; the code below takes it from the method's own locals.
                    super.visitInsn(called.equals("equals") ? POP2 : POP);
                    RecordMethods methods = new RecordMethods(
                            next,
                            owner,
                            Arrays.stream(given).skip(2).map(Handle.class::cast).toList());
                    switch (called) {
                        case "equals" -> methods.equal();
                        case "hashCode" -> methods.hash();
                        case "toString" -> methods.text();
                        default -> throw new IllegalStateException(owner + "." + called);
                    }
                }
            };
        }
    }

    /** The code of one record's methods: {@code fields} are its components, as handles on their fields. */
    private record RecordMethods(MethodVisitor code, String owner, List<Handle> fields) {
        void equal() {
            Label different = new Label();
            code.visitVarInsn(ALOAD, 1);
            code.visitTypeInsn(INSTANCEOF, owner);
            code.visitJumpInsn(IFEQ, different);
            for (Handle field : fields) {
                get(field);
                code.visitVarInsn(ALOAD, 1);
                code.visitTypeInsn(CHECKCAST, owner);
                code.visitFieldInsn(GETFIELD, owner, field.getName(), field.getDesc());
                switch (field.getDesc()) {
                    case "Z", "B", "S", "C", "I" -> code.visitJumpInsn(IF_ICMPNE, different);
                    case "J" -> {
                        code.visitInsn(LCMP);
                        code.visitJumpInsn(IFNE, different);
                    }
                    case "D" -> {
                        // As records have it: what is no number equals itself, and zeros of two signs differ.
                        code.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "compare", "(DD)I", false);
                        code.visitJumpInsn(IFNE, different);
                    }
                    default -> {
                        onObjects("equals", "(Ljava/lang/Object;Ljava/lang/Object;)Z", field);
                        code.visitJumpInsn(IFEQ, different);
                    }
                }
            }
            code.visitInsn(ICONST_1);
            code.visitInsn(IRETURN);
            code.visitLabel(different);
            code.visitFrame(F_SAME, 0, null, 0, null);
            code.visitInsn(ICONST_0);
        }

        void hash() {
            code.visitInsn(ICONST_0);
            for (Handle field : fields) {
                code.visitIntInsn(BIPUSH, 31);
                code.visitInsn(IMUL);
                get(field);
                switch (field.getDesc()) {
                    case "B", "S", "C", "I" -> {}
                    case "Z" -> code.visitMethodInsn(INVOKESTATIC, "java/lang/Boolean", "hashCode", "(Z)I", false);
                    case "J" -> code.visitMethodInsn(INVOKESTATIC, "java/lang/Long", "hashCode", "(J)I", false);
                    case "D" -> code.visitMethodInsn(INVOKESTATIC, "java/lang/Double", "hashCode", "(D)I", false);
                    default -> onObjects("hashCode", "(Ljava/lang/Object;)I", field);
                }
                code.visitInsn(IADD);
            }
        }

        void text() {
            String builder = "java/lang/StringBuilder";
            code.visitTypeInsn(NEW, builder);
            code.visitInsn(DUP);
            code.visitMethodInsn(INVOKESPECIAL, builder, "<init>", "()V", false);
            String before = owner.replaceFirst(".*[/$]", "") + "[";
            for (Handle field : fields) {
                append(before + field.getName() + "=");
                get(field);
                String shown = field.getDesc();
                switch (shown) {
                    case "Z", "C", "I", "J", "D" -> {}
                    case "B", "S" -> shown = "I";
                    default -> shown = "Ljava/lang/Object;";
                }
                code.visitMethodInsn(INVOKEVIRTUAL, builder, "append", "(" + shown + ")L" + builder + ";", false);
                before = ", ";
            }
            append(fields.isEmpty() ? before + "]" : "]");
            code.visitMethodInsn(INVOKEVIRTUAL, builder, "toString", "()Ljava/lang/String;", false);
        }

        private void append(String constant) {
            code.visitLdcInsn(constant);
            code.visitMethodInsn(
                    INVOKEVIRTUAL,
                    "java/lang/StringBuilder",
                    "append",
                    "(Ljava/lang/String;)Ljava/lang/StringBuilder;",
                    false);
        }

        private void get(Handle field) {
            code.visitVarInsn(ALOAD, 0);
            code.visitFieldInsn(GETFIELD, owner, field.getName(), field.getDesc());
        }

        private void onObjects(String name, String shape, Handle field) {
            if (Type.getType(field.getDesc()).getSort() < Type.ARRAY) {
                throw new IllegalStateException(owner + "." + field.getName() + ": not for " + field.getDesc());
            }
            code.visitMethodInsn(INVOKESTATIC, "java/util/Objects", name, shape, false);
        }
    }
}
