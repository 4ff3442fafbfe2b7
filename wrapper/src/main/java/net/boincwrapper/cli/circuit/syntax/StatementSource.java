package net.boincwrapper.cli.circuit.syntax;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.cli.circuit.grammar.OpenQasmLexer;
import net.boincwrapper.cli.circuit.grammar.OpenQasmParser;
import org.antlr.v4.runtime.CommonTokenFactory;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.UnbufferedCharStream;
import org.antlr.v4.runtime.UnbufferedTokenStream;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.jspecify.annotations.Nullable;

/** The statements of a file, one after the other: no more of it than that is in memory. */
public final class StatementSource {
  private static final int BUFFER = 64 * 1024;

  private final String file;
  private final Faults faults;
  private final DialectTokens tokens;
  private final OpenQasmParser parser;
  private final Complaints complaints;
  private final StatementReader reader;

  /** Of a file, which messages call so. */
  public StatementSource(InputStream in, String file, boolean qasm2, Faults faults) {
    this.file = file;
    this.faults = faults;
    OpenQasmLexer lexer =
        new OpenQasmLexer(new UnbufferedCharStream(in, BUFFER, StandardCharsets.UTF_8));
    // The characters of a word are gone when the word is looked at.
    lexer.setTokenFactory(new CommonTokenFactory(true));
    lexer.removeErrorListeners();
    tokens = new DialectTokens(lexer, qasm2);
    parser = new OpenQasmParser(new UnbufferedTokenStream<Token>(tokens));
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    complaints = new Complaints(file, faults);
    parser.setErrorHandler(complaints);
    reader = new StatementReader(file);
  }

  /**
   * A statement.
   *
   * @param statement null: it is broken, which has been said
   * @param names those in a broken one
   */
  public record Parsed(@Nullable Statement statement, List<String> names) {}

  /** Null: the file has no more. */
  public @Nullable Parsed next() {
    while (parser.getCurrentToken().getType() == OpenQasmLexer.RBRACE) {
      faults.add(place(parser.getCurrentToken()), "\"}\" closes nothing that was opened");
      parser.getInputStream().consume();
    }
    if (parser.getCurrentToken().getType() == Token.EOF || faults.isFull()) {
      return null;
    }
    int before = complaints.complaints();
    Token first = parser.getCurrentToken();
    tokens.takeNames();
    OpenQasmParser.StatementContext context = parser.statement();
    if (complaints.complaints() == before) {
      return new Parsed(reader.visit(context), List.of());
    }
    if (Complaints.isSame(parser.getCurrentToken(), first)) {
      parser.getInputStream().consume();
    }
    List<String> names = new ArrayList<>(tokens.takeNames());
    // The first was read before this statement, and that of the next one already is.
    names.remove(parser.getCurrentToken().getText());
    if (first.getType() == OpenQasmLexer.Identifier) {
      names.add(first.getText());
    }
    return new Parsed(null, names);
  }

  /** Where the next statement begins. */
  public Place place() {
    return place(parser.getCurrentToken());
  }

  private Place place(Token token) {
    return new Place(file, token.getLine(), token.getCharPositionInLine() + 1);
  }
}
