package net.boincwrapper.cli.circuit.syntax;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.cli.circuit.grammar.OpenQasmLexer;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says what is wrong with a statement's grammar, and goes on after it. */
final class Complaints extends DefaultErrorStrategy {
  private static final int FEW = 3;
  private static final String END = "\";\" is missing at the end of this statement";

  private final String file;
  private final Faults faults;
  private int complaints;
  private int lastRecovery = -1;

  Complaints(String file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  int complaints() {
    return complaints;
  }

  private void complain(Place place, String message) {
    complaints++;
    faults.add(place, message);
  }

  private Place place(Token token) {
    return new Place(file, token.getLine(), token.getCharPositionInLine() + 1);
  }

  private Place after(Token token) {
    int length = token.getText().codePointCount(0, token.getText().length());
    return new Place(file, token.getLine(), token.getCharPositionInLine() + 1 + length);
  }

  /** What is expected is found by trying. */
  @Override
  public void sync(Parser parser) {}

  @Override
  protected void reportNoViableAlternative(Parser parser, NoViableAltException e) {
    unexpected(parser, e.getOffendingToken(), new IntervalSet());
  }

  @Override
  protected void reportInputMismatch(Parser parser, InputMismatchException e) {
    unexpected(parser, e.getOffendingToken(), e.getExpectedTokens());
  }

  /** A statement that lacks nothing but its semicolon, at the end of a line, is read as one. */
  @Override
  public Token recoverInline(Parser parser) {
    Token before = parser.getInputStream().LT(-1);
    Token now = parser.getCurrentToken();
    if (getExpectedTokens(parser).contains(OpenQasmLexer.SEMICOLON)
        && before != null
        && before.getLine() < now.getLine()
        && begins(now)) {
      complaints--;
      complain(after(before), END);
      return getMissingSymbol(parser);
    }
    return super.recoverInline(parser);
  }

  @Override
  protected void reportUnwantedToken(Parser parser) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      unexpected(parser, parser.getCurrentToken(), getExpectedTokens(parser));
    }
  }

  @Override
  protected void reportMissingToken(Parser parser) {
    if (!inErrorRecoveryMode(parser)) {
      beginErrorCondition(parser);
      Token before = parser.getInputStream().LT(-1);
      Token now = parser.getCurrentToken();
      IntervalSet expected = getExpectedTokens(parser);
      boolean punctuation =
          expected.toList().stream().allMatch(type -> TokenWords.isPunctuation(type));
      // The statement is whole with it, and goes on to be looked at.
      complaints -= punctuation ? 1 : 0;
      complain(
          before == null ? place(now) : after(before), expected(expected) + " is missing here");
    }
  }

  private void unexpected(Parser parser, Token token, IntervalSet expected) {
    Token before = parser.getInputStream().LT(-1);
    Token last = isSame(parser.getInputStream().LT(1), token) ? before : previous(parser, token);
    boolean ends = expected.contains(OpenQasmLexer.SEMICOLON) || expected.isNil();
    if (token.getType() == Token.EOF) {
      complain(place(token), "the file ends in the middle of a statement");
    } else if (ends && last != null && last.getLine() < token.getLine() && begins(token)) {
      complain(after(last), END);
    } else {
      complain(place(token), TokenWords.unexpected(token) + hint(token, expected));
    }
  }

  /** A statement's first words are still there when a later one does not fit. */
  private static Token previous(Parser parser, Token token) {
    TokenStream tokens = parser.getInputStream();
    Token last = tokens.LT(1);
    for (int i = 1; tokens.LT(i).getType() != Token.EOF && !isSame(tokens.LT(i), token); i++) {
      last = tokens.LT(i);
    }
    return last;
  }

  /** Whether it is the very one: another may have the same text. */
  @SuppressWarnings("ReferenceEquality")
  static boolean isSame(Token one, Token other) {
    return one == other;
  }

  private static boolean begins(Token token) {
    return token.getType() == OpenQasmLexer.Identifier
        || (token.getType() >= OpenQasmLexer.OPENQASM && token.getType() <= OpenQasmLexer.FALSE)
        || token.getType() == OpenQasmLexer.RBRACE;
  }

  private static String hint(Token token, IntervalSet expected) {
    boolean helps =
        !expected.isNil() && expected.size() <= FEW && !TokenWords.hasNoEnd(token.getType());
    return helps ? "; expected is " + expected(expected) : "";
  }

  private static String expected(IntervalSet expected) {
    List<String> words = new ArrayList<>();
    expected.toList().stream().limit(FEW).forEach(type -> words.add(TokenWords.of(type)));
    return String.join(" or ", words);
  }

  /** Goes to the end of the statement, blocks included. */
  @Override
  public void recover(Parser parser, RecognitionException e) {
    // Also where nothing is said, because something has just been said.
    complaints++;
    TokenStream tokens = parser.getInputStream();
    if (tokens.LA(1) == OpenQasmLexer.RBRACE && tokens.index() != lastRecovery) {
      lastRecovery = tokens.index();
      return;
    }
    Token first = e.getOffendingToken();
    int depth = 0;
    while (tokens.LA(1) != Token.EOF) {
      int type = tokens.LA(1);
      boolean later = tokens.LT(1).getTokenIndex() >= first.getTokenIndex();
      if (depth == 0 && later && endsLine(tokens, first) && tokens.index() != lastRecovery) {
        break;
      }
      if (depth == 0 && type == OpenQasmLexer.RBRACE) {
        break;
      }
      parser.consume();
      depth += type == OpenQasmLexer.LBRACE ? 1 : type == OpenQasmLexer.RBRACE ? -1 : 0;
      if (depth == 0 && (type == OpenQasmLexer.SEMICOLON || type == OpenQasmLexer.RBRACE)) {
        break;
      }
    }
    lastRecovery = tokens.index();
  }

  /** Where a semicolon was missing at the end of a line, the next line is a statement. */
  private static boolean endsLine(TokenStream tokens, Token first) {
    Token before = tokens.LT(-1);
    return isSame(tokens.LT(1), first)
        && before != null
        && before.getLine() < first.getLine()
        && begins(first);
  }
}
