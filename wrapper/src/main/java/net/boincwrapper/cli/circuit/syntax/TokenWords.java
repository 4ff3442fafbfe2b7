package net.boincwrapper.cli.circuit.syntax;

import net.boincwrapper.cli.circuit.grammar.OpenQasmLexer;
import org.antlr.v4.runtime.Token;

/** How a message calls the words of the language. */
final class TokenWords {
  private TokenWords() {}

  /** A kind of word. */
  static String of(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the file";
      case OpenQasmLexer.Identifier -> "a name";
      case OpenQasmLexer.IntegerLiteral -> "a whole number";
      case OpenQasmLexer.FloatLiteral -> "a number";
      case OpenQasmLexer.StringLiteral -> "a name in quotes";
      case OpenQasmLexer.BitstringLiteral -> "a string of bits";
      case OpenQasmLexer.HardwareQubit -> "a physical qubit such as $0";
      default -> {
        String literal = OpenQasmLexer.VOCABULARY.getLiteralName(type);
        yield literal == null
            ? "something else"
            : "\"" + literal.substring(1, literal.length() - 1) + "\"";
      }
    };
  }

  static boolean hasNoEnd(int type) {
    return type == OpenQasmLexer.UnclosedComment || type == OpenQasmLexer.UnclosedString;
  }

  static boolean isPunctuation(int type) {
    return type >= OpenQasmLexer.SEMICOLON && type <= OpenQasmLexer.ASSIGN;
  }

  /** What is wrong with a word that does not fit. */
  static String unexpected(Token token) {
    return switch (token.getType()) {
      case OpenQasmLexer.UnclosedComment -> "this comment has no end; */ is missing";
      case OpenQasmLexer.UnclosedString -> "this text has no end; its closing quote is missing";
      case OpenQasmLexer.Unexpected -> "the character " + shown(token) + " does not belong here";
      default -> shown(token) + " does not belong here";
    };
  }

  private static String shown(Token token) {
    String text = token.getText();
    int point = text.codePointAt(0);
    if (Character.isISOControl(point) || !Character.isDefined(point)) {
      return String.format("U+%04X", point);
    }
    return "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
  }
}
