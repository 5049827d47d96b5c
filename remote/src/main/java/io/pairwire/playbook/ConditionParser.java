package io.pairwire.playbook;

import io.pairwire.inventory.Value;
import io.pairwire.model.Side;
import io.pairwire.yaml.Suggestion;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a condition: {@code or}, {@code and}, {@code not}, brackets; {@code == != < <= > >= in}, {@code not in}, {@code is defined}; texts in
 * quotes, whole numbers, {@code true}, {@code false}, lists; words of the pseudowire and its ends, and variables of the play.
 */
final class ConditionParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<name>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*)|(?<number>-?[0-9]{1,18}(?![0-9A-Za-z_.]))"
                    + "|'(?<single>[^']*)'|\"(?<double>[^\"]*)\"|(?<sign>==|!=|<=|>=|<|>|\\(|\\)|\\[|\\]|,))");
    private static final Set<String> ORDERS = Set.of("<", "<=", ">", ">=");
    private static final int DEEPEST = 50;

    private final String text;
    private final Map<String, Value> variables;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private int depth;

    private enum Sort {
        NAME,
        NUMBER,
        TEXT,
        SIGN,
        END
    }

    private record Token(Sort sort, String text, int at) {
        boolean is(String word) {
            return (sort == Sort.NAME || sort == Sort.SIGN) && text.equals(word);
        }
    }

    /** Signals what is wrong with a condition, and where in its text. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        private final transient PlaybookRule rule;
        private final int at;
        private final String hint;

        Fault(PlaybookRule rule, int at, String message, String hint) {
            super(message, null, false, false);
            this.rule = rule;
            this.at = at;
            this.hint = hint;
        }

        PlaybookRule rule() {
            return rule;
        }

        int at() {
            return at;
        }

        String hint() {
            return hint;
        }
    }

    private ConditionParser(String text, Map<String, Value> variables) {
        this.text = text;
        this.variables = variables;
    }

    /** Returns what a text says, given the play's variables. */
    static Expression parse(String text, Map<String, Value> variables) throws Fault {
        ConditionParser parser = new ConditionParser(text, variables);
        parser.split();
        Expression whole = parser.or();
        Token rest = parser.peek();
        if (rest.sort() != Sort.END) {
            throw parser.unexpected(rest, "'and' or 'or', or the end");
        }
        return condition(whole);
    }

    private void split() throws Fault {
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (!text.substring(at).isBlank()) {
            if (!token.region(at, text.length()).lookingAt()) {
                int start = at + text.substring(at).indexOf(text.substring(at).stripLeading());
                throw foreign(start);
            }
            for (Map.Entry<String, Sort> group : Map.of(
                            "name",
                            Sort.NAME,
                            "number",
                            Sort.NUMBER,
                            "single",
                            Sort.TEXT,
                            "double",
                            Sort.TEXT,
                            "sign",
                            Sort.SIGN)
                    .entrySet()) {
                String found = token.group(group.getKey());
                if (found != null) {
                    int quote = group.getValue() == Sort.TEXT ? 1 : 0;
                    tokens.add(new Token(group.getValue(), found, token.start(group.getKey()) - quote));
                }
            }
            at = token.end();
        }
        tokens.add(new Token(Sort.END, "", text.stripTrailing().length()));
    }

    private Fault foreign(int at) {
        String hint = switch (text.charAt(at)) {
            case '=' -> "write '==' to compare";
            case '\'', '"' -> "put the same quotes behind the text";
            case '|' -> "filters are Ansible's; compare the value itself";
            case '{', '%' -> "a condition is no template: write the names alone";
            case '&' -> "write 'and'";
            case '!' -> "write 'not', or '!=' to compare";
            default -> "a text stands in quotes; there is no arithmetic, and nothing can be called";
        };
        boolean quote = text.charAt(at) == '\'' || text.charAt(at) == '"';
        String message = quote
                ? "the quotes that begin here are not closed"
                : "'" + text.charAt(at) + "' has no meaning in a condition";
        return new Fault(PlaybookRule.CONDITION, at, message, hint);
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean takes(String word) {
        boolean is = peek().is(word);
        next += is ? 1 : 0;
        return is;
    }

    private Expression or() throws Fault {
        Expression left = and();
        while (takes("or")) {
            left = new Expression.Joined(condition(left), false, condition(and()));
        }
        return left;
    }

    private Expression and() throws Fault {
        Expression left = not();
        while (takes("and")) {
            left = new Expression.Joined(condition(left), true, condition(not()));
        }
        return left;
    }

    private Expression not() throws Fault {
        int at = peek().at();
        if (!takes("not")) {
            return comparison();
        }
        deeper(at);
        Expression inner = new Expression.Not(at, condition(not()));
        depth--;
        return inner;
    }

    private void deeper(int at) throws Fault {
        if (++depth > DEEPEST) {
            throw new Fault(
                    PlaybookRule.CONDITION,
                    at,
                    "nested deeper than " + DEEPEST + " levels",
                    "write several conditions, as a list");
        }
    }

    private Expression comparison() throws Fault {
        Expression left = operand();
        Token sign = peek();
        if (takes("==") || takes("!=")) {
            return new Expression.Equal(left, sign.text().equals("=="), comparable(left, sign, operand()));
        }
        if (sign.sort() == Sort.SIGN && ORDERS.contains(sign.text())) {
            next++;
            return new Expression.Ordered(number(left), sign.text(), number(operand()));
        }
        if (takes("in")) {
            return new Expression.In(left, list(operand()));
        }
        if (sign.is("not") && tokens.get(next + 1).is("in")) {
            next += 2;
            return new Expression.Not(left.at(), new Expression.In(left, list(operand())));
        }
        if (takes("is")) {
            boolean not = takes("not");
            if (!takes("defined")) {
                throw unexpected(peek(), "'defined', the one test that there is");
            }
            Expression defined = new Expression.Defined(left);
            return not ? new Expression.Not(left.at(), defined) : defined;
        }
        return left;
    }

    private Expression operand() throws Fault {
        Token token = peek();
        next++;
        return switch (token.sort()) {
            case NAME -> named(token);
            case NUMBER ->
                new Expression.Constant(token.at(), Word.Kind.NUMBER, new Value.Whole(new BigInteger(token.text())));
            case TEXT -> new Expression.Constant(token.at(), Word.Kind.TEXT, new Value.Text(token.text()));
            case SIGN -> bracketed(token);
            case END -> throw unexpected(token, "something to compare");
        };
    }

    private Expression bracketed(Token open) throws Fault {
        if (open.is("(")) {
            deeper(open.at());
            Expression inner = or();
            depth--;
            if (!takes(")")) {
                throw unexpected(peek(), "')'");
            }
            return inner;
        }
        if (!open.is("[")) {
            next--;
            throw unexpected(open, "something to compare");
        }
        List<Expression> items = new ArrayList<>();
        while (!takes("]")) {
            if (!items.isEmpty() && !takes(",")) {
                throw unexpected(peek(), "',' or ']'");
            }
            items.add(operand());
        }
        return new Expression.Written(open.at(), items);
    }

    private Expression named(Token token) throws Fault {
        String name = token.text();
        boolean unquoted = Set.of("true", "false", "True", "False").contains(name);
        Boolean truth = unquoted ? Expression.TRUTHS.get(name) : null;
        if (truth != null) {
            return new Expression.Constant(token.at(), Word.Kind.TRUTH, new Value.Truth(truth));
        }
        int dot = name.indexOf('.');
        String whose = dot < 0 ? name : name.substring(0, dot);
        String what = dot < 0 ? "" : name.substring(dot + 1);
        return switch (whose) {
            case "pseudowire" -> {
                var word = Word.OF_PSEUDOWIRE.get(what);
                if (word == null) {
                    throw unknown(token, what, "pseudowire.", Word.OF_PSEUDOWIRE.keySet());
                }
                yield new Expression.Asked(
                        token.at(), word.kind(), subject -> word.value().apply(subject.pseudowire()));
            }
            case "a" -> ofEnd(token, Side.A, what);
            case "b" -> ofEnd(token, Side.B, what);
            default -> variable(token);
        };
    }

    private Expression ofEnd(Token token, Side side, String what) throws Fault {
        if (what.startsWith("vars.") && what.indexOf('.', 5) < 0) {
            String variable = what.substring(5);
            return new Expression.Asked(
                    token.at(),
                    Word.Kind.ANY,
                    subject -> subject.host(side)
                            .map(host -> host.variables().getOrDefault(variable, Word.NOTHING))
                            .orElse(Word.NOTHING));
        }
        var word = Word.OF_END.get(what);
        if (word == null) {
            Set<String> words = new TreeSet<>(Word.OF_END.keySet());
            words.add("vars.NAME");
            throw unknown(token, what, side + ".", words);
        }
        return new Expression.Asked(
                token.at(), word.kind(), subject -> word.value().apply(subject, side));
    }

    private Expression variable(Token token) throws Fault {
        Value value = variables.get(token.text());
        if (value == null) {
            Set<String> known = new TreeSet<>(variables.keySet());
            known.addAll(Set.of("pseudowire", "a", "b"));
            throw new Fault(
                    PlaybookRule.UNKNOWN_NAME,
                    token.at(),
                    "there is no variable '" + token.text() + "'",
                    Suggestion.nearest(token.text(), known)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("a text stands in quotes; a variable comes from the play's 'vars', or from '-e "
                                    + token.text().replaceFirst("\\..*", "")
                                    + "=VALUE'; one of a host's is a.vars.NAME"));
        }
        return new Expression.Constant(token.at(), Word.Kind.ANY, value);
    }

    private static Fault unknown(Token token, String word, String whose, Collection<String> known) {
        return new Fault(
                PlaybookRule.UNKNOWN_NAME,
                token.at(),
                "there is no '" + token.text() + "'",
                Suggestion.nearest(word, known)
                        .map(near -> "did you mean '" + whose + near + "'?")
                        .orElse("behind '" + whose + "' stands one of " + String.join(", ", known)));
    }

    private static Expression condition(Expression of) throws Fault {
        boolean maybe = of.kind() == Word.Kind.TRUTH || of.kind() == Word.Kind.ANY;
        if (!maybe) {
            throw new Fault(
                    PlaybookRule.CONDITION_KIND,
                    of.at(),
                    "this is " + of.kind() + ", and neither true nor false",
                    of.kind() == Word.Kind.LIST ? "ask by 'in' what is in it" : "compare it by '==' with something");
        }
        return of;
    }

    private static Expression comparable(Expression left, Token sign, Expression right) throws Fault {
        boolean any = left.kind() == Word.Kind.ANY || right.kind() == Word.Kind.ANY;
        if (!any && left.kind() != right.kind()) {
            throw new Fault(
                    PlaybookRule.CONDITION_KIND,
                    sign.at(),
                    "this compares " + left.kind() + " with " + right.kind() + ", which are never the same",
                    left.kind() == Word.Kind.LIST || right.kind() == Word.Kind.LIST
                            ? "ask by 'in' what is in a list"
                            : "numbers, 'true' and 'false' stand without quotes, texts with");
        }
        return right;
    }

    private static Expression number(Expression of) throws Fault {
        if (of.kind() != Word.Kind.NUMBER && of.kind() != Word.Kind.ANY) {
            throw new Fault(
                    PlaybookRule.CONDITION_KIND,
                    of.at(),
                    "this is " + of.kind() + ", and no whole number",
                    "only numbers are less or greater");
        }
        return of;
    }

    private static Expression list(Expression of) throws Fault {
        if (of.kind() != Word.Kind.LIST && of.kind() != Word.Kind.ANY) {
            throw new Fault(
                    PlaybookRule.CONDITION_KIND,
                    of.at(),
                    "this is " + of.kind() + ", and no list",
                    "lists are pseudowire.tags, a.groups, a.address, and ['what', 'you', 'write']");
        }
        return of;
    }

    private Fault unexpected(Token token, String wanted) {
        String found = token.sort() == Sort.END ? "the condition ends" : "here stands '" + token.text() + "'";
        return new Fault(
                PlaybookRule.CONDITION,
                token.at(),
                found + ", where " + wanted + " should",
                "such as: pseudowire.encap == 'udp' and 'canary' in pseudowire.tags");
    }
}
