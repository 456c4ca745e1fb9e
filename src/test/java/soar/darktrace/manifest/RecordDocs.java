package soar.darktrace.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of a record says of its components, by their names, in Markdown. It is read from the source. */
final class RecordDocs extends TreePathScanner<@Nullable Void, Map<String, String>> {

    private static final Path SOURCES = Path.of("src", "main", "java");

    private final DocTrees docs;
    private final String record;

    private RecordDocs(DocTrees docs, String record) {
        this.docs = docs;
        this.record = record;
    }

    static Map<String, String> of(Class<?> record) {
        Class<?> outermost = record;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        Path file = SOURCES.resolve(outermost.getName().replace('.', '/') + ".java");
        Map<String, String> found = new LinkedHashMap<>();
        try (StandardJavaFileManager files =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, UTF_8)) {
            // Nothing is resolved: without this each record has all libraries opened.
            files.setLocation(StandardLocation.CLASS_PATH, List.of());
            JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new RecordDocs(docs, record.getSimpleName()).scan(new TreePath(unit), found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, Map<String, String> found) {
        if (type.getSimpleName().contentEquals(record) && docs.getDocCommentTree(getCurrentPath()) != null) {
            docs.getDocCommentTree(getCurrentPath()).getBlockTags().stream()
                    .filter(ParamTree.class::isInstance)
                    .map(ParamTree.class::cast)
                    .forEach(param -> found.put(param.getName().toString(), text(param.getDescription())));
        }
        return super.visitClass(type, found);
    }

    private static String text(List<? extends DocTree> description) {
        return description.stream()
                .map(RecordDocs::text)
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ");
    }

    private static String text(DocTree part) {
        if (part instanceof LiteralTree literal) {
            return "`" + literal.getBody().getBody() + "`";
        }
        if (part instanceof LinkTree link) {
            return link.getLabel().isEmpty() ? "`" + link.getReference() + "`" : text(link.getLabel());
        }
        return part.toString();
    }
}
