package net.boincwrapper.cli.circuit.syntax;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.cli.circuit.grammar.OpenQasmLexer;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;

/**
 * Words as one of the two languages understands them. In OpenQASM 2 a word that OpenQASM 3 keeps
 * for itself is a name, and {@code ^} is a power.
 */
final class DialectTokens implements TokenSource {
  /** What a name is, in a broken statement, that others may use later. */
  private static final int MOST_NAMES = 1000;

  private final OpenQasmLexer words;
  private final boolean qasm2;
  private final List<String> names = new ArrayList<>();

  DialectTokens(OpenQasmLexer words, boolean qasm2) {
    this.words = words;
    this.qasm2 = qasm2;
  }

  /** The names since the last call. */
  List<String> takeNames() {
    List<String> taken = List.copyOf(names);
    names.clear();
    return taken;
  }

  @Override
  public Token nextToken() {
    Token token = words.nextToken();
    if (qasm2 && token instanceof CommonToken common) {
      common.setType(inQasm2(common.getType()));
    }
    if (token.getType() == OpenQasmLexer.Identifier && names.size() < MOST_NAMES) {
      names.add(token.getText());
    }
    return token;
  }

  private static int inQasm2(int type) {
    if (type == OpenQasmLexer.CARET) {
      return OpenQasmLexer.POWER;
    }
    boolean ofThe3rd = type >= OpenQasmLexer.DEFCALGRAMMAR && type <= OpenQasmLexer.FALSE;
    return ofThe3rd ? OpenQasmLexer.Identifier : type;
  }

  @Override
  public int getLine() {
    return words.getLine();
  }

  @Override
  public int getCharPositionInLine() {
    return words.getCharPositionInLine();
  }

  @Override
  public CharStream getInputStream() {
    return words.getInputStream();
  }

  @Override
  public String getSourceName() {
    return words.getSourceName();
  }

  @Override
  public void setTokenFactory(TokenFactory<?> factory) {
    words.setTokenFactory(factory);
  }

  @Override
  public TokenFactory<?> getTokenFactory() {
    return words.getTokenFactory();
  }
}
