package net.boincwrapper.cli.circuit.syntax;

import net.boincwrapper.cli.circuit.grammar.OpenQasmLexer;
import org.antlr.v4.runtime.Token;

/** Numbers, truth values and strings of bits as they are written. */
final class Literals {
  private static final int LONGEST_REGISTER = 63;

  private Literals() {}

  static Value duration(Place place) {
    return new Value.Unknown(place, "durations are not computed");
  }

  static Value read(Place place, Token token) {
    String text = token.getText().replace("_", "");
    return switch (token.getType()) {
      case OpenQasmLexer.IntegerLiteral -> integer(place, text);
      case OpenQasmLexer.FloatLiteral -> new Value.Real(Double.parseDouble(text));
      case OpenQasmLexer.TRUE -> Value.of(true);
      case OpenQasmLexer.FALSE -> Value.of(false);
      case OpenQasmLexer.BitstringLiteral -> bits(place, text.substring(1, text.length() - 1));
      case OpenQasmLexer.TimingLiteral -> duration(place);
      default -> new Value.Unknown(place, "complex numbers are not computed");
    };
  }

  private static Value integer(Place place, String text) {
    int radix =
        switch (text.length() > 1 ? Character.toLowerCase(text.charAt(1)) : ' ') {
          case 'x' -> 16;
          case 'o' -> 8;
          case 'b' -> 2;
          default -> 10;
        };
    try {
      return new Value.Int(Long.parseLong(radix == 10 ? text : text.substring(2), radix));
    } catch (NumberFormatException e) {
      return new Value.Unknown(place, "the number " + text + " has more than 63 bits");
    }
  }

  private static Value bits(Place place, String digits) {
    return digits.length() > LONGEST_REGISTER
        ? new Value.Unknown(place, "values of more than 63 bits are not computed")
        : new Value.Bits(Long.parseLong(digits, 2), digits.length());
  }
}
