import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF about files: each argument is `flavour,flavour=path`. Prints one line for each broken rule (file,
 * flavour, clause and test, how often, what is wrong where it is wrong first, parted by tabs), and for each file and
 * flavour a last line with how many things were looked at.
 */
public class Validate {
    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        for (String argument : arguments) {
            int split = argument.indexOf('=');
            File file = new File(argument.substring(split + 1));
            for (String name : argument.substring(0, split).split(",")) {
                validate(file, PDFAFlavour.fromString(name));
            }
        }
    }

    private static void validate(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 100000, false, true, false);
            ValidationResult result = validator.validate(parser);
            Map<String, List<TestAssertion>> broken = new TreeMap<>();
            for (TestAssertion found : result.getTestAssertions()) {
                if (found.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = found.getRuleId().getClause() + "-" + found.getRuleId().getTestNumber();
                    broken.computeIfAbsent(rule, none -> new ArrayList<>()).add(found);
                }
            }
            for (Map.Entry<String, List<TestAssertion>> rule : broken.entrySet()) {
                TestAssertion first = rule.getValue().get(0);
                String said = first.getErrorMessage() != null ? first.getErrorMessage() : first.getMessage();
                print(file, flavour, rule.getKey(), rule.getValue().size(),
                    said + " @ " + first.getLocation().getContext());
            }
            print(file, flavour, result.isCompliant() ? "kept" : "broken", result.getTotalAssertions(), "");
        }
    }

    private static void print(File file, PDFAFlavour flavour, String rule, int count, String said) {
        System.out.println(String.join("\t", file.getName(), flavour.getId(), rule, String.valueOf(count),
            said.replaceAll("\\s+", " ")));
    }
}
