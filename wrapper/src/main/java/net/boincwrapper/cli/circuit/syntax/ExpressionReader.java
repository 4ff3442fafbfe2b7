package net.boincwrapper.cli.circuit.syntax;

import java.util.ArrayList;
import java.util.List;
import net.boincwrapper.cli.circuit.grammar.OpenQasmBaseVisitor;
import net.boincwrapper.cli.circuit.grammar.OpenQasmParser.*;
import net.boincwrapper.cli.circuit.syntax.Expression.Selector;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** ANTLR's tree of an expression, as our own. */
final class ExpressionReader extends OpenQasmBaseVisitor<Expression> {
  private final String file;

  ExpressionReader(String file) {
    this.file = file;
  }

  Place place(Token token) {
    return new Place(file, token.getLine(), token.getCharPositionInLine() + 1);
  }

  Place place(ParserRuleContext context) {
    return place(context.getStart());
  }

  List<Expression> all(@Nullable ExpressionsContext expressions) {
    return expressions == null ? List.of() : each(expressions.expression());
  }

  List<Expression> each(List<? extends ParserRuleContext> contexts) {
    List<Expression> all = new ArrayList<>(contexts.size());
    contexts.forEach(context -> all.add(visit(context)));
    return all;
  }

  List<Expression> all(@Nullable OperandsContext operands) {
    return operands == null ? List.of() : each(operands.operand());
  }

  @Override
  public Expression visitOperand(OperandContext context) {
    if (context.HardwareQubit() != null) {
      return new Expression.Hardware(place(context), context.getText());
    }
    Expression operand = new Expression.Name(place(context), context.Identifier().getText());
    for (IndexContext index : context.index()) {
      operand = new Expression.Indexed(place(context), operand, selectors(index));
    }
    return operand;
  }

  private List<Selector> selectors(IndexContext index) {
    if (index.expressions() != null) {
      return List.of(new Selector.Listed(all(index.expressions())));
    }
    List<Selector> selectors = new ArrayList<>();
    for (SelectorContext selector : index.selector()) {
      selectors.add(
          selector.range() != null
              ? span(selector.range())
              : new Selector.One(visit(selector.expression())));
    }
    return selectors;
  }

  /** {@code first:last}, or {@code first:step:last}. */
  Selector span(RangeContext range) {
    @Nullable Expression second = optional(range.second);
    boolean stepped = range.COLON().size() == 2;
    return new Selector.Span(
        place(range),
        optional(range.first),
        stepped ? second : null,
        stepped ? optional(range.third) : second);
  }

  @Nullable Expression optional(@Nullable ParserRuleContext context) {
    return context == null ? null : visit(context);
  }

  @Override
  public Expression visitParentheses(ParenthesesContext context) {
    return visit(context.expression());
  }

  @Override
  public Expression visitIndexed(IndexedContext context) {
    return new Expression.Indexed(
        place(context), visit(context.expression()), selectors(context.index()));
  }

  @Override
  public Expression visitBinary(BinaryContext context) {
    return new Expression.Binary(
        place(context.op), operator(context.op), visit(context.left), visit(context.right));
  }

  /** OpenQASM 2 writes a power as {@code ^}. */
  private static String operator(Token token) {
    return token.getType() == net.boincwrapper.cli.circuit.grammar.OpenQasmLexer.POWER
        ? "**"
        : token.getText();
  }

  @Override
  public Expression visitUnary(UnaryContext context) {
    return new Expression.Unary(place(context), context.op.getText(), visit(context.expression()));
  }

  @Override
  public Expression visitCast(CastContext context) {
    return new Expression.Cast(place(context), type(context.type()), visit(context.expression()));
  }

  @Override
  public Expression visitDurationOf(DurationOfContext context) {
    return new Expression.Literal(place(context), Literals.duration(place(context)));
  }

  @Override
  public Expression visitCall(CallContext context) {
    return new Expression.Call(
        place(context), context.Identifier().getText(), all(context.expressions()));
  }

  @Override
  public Expression visitLiteral(LiteralContext context) {
    return new Expression.Literal(
        place(context), Literals.read(place(context), context.getStart()));
  }

  @Override
  public Expression visitName(NameContext context) {
    return new Expression.Name(place(context), context.getText());
  }

  @Override
  public Expression visitHardware(HardwareContext context) {
    return new Expression.Hardware(place(context), context.getText());
  }

  @Override
  public Expression visitMeasurement(MeasurementContext context) {
    return new Expression.Measure(place(context), visit(context.operand()));
  }

  @Override
  public Expression visitArrayLiteral(ArrayLiteralContext context) {
    return new Expression.ArrayLiteral(place(context), each(context.item()));
  }

  Type type(TypeContext context) {
    @Nullable Expression width =
        context.designator() == null ? null : visit(context.designator().expression());
    return new Type(kind(context.getStart()), width);
  }

  private static Type.Kind kind(Token token) {
    return switch (token.getText()) {
      case "bit" -> Type.Kind.BIT;
      case "bool" -> Type.Kind.BOOL;
      case "int" -> Type.Kind.INT;
      case "uint" -> Type.Kind.UINT;
      case "float" -> Type.Kind.FLOAT;
      case "angle" -> Type.Kind.ANGLE;
      case "array" -> Type.Kind.ARRAY;
      default -> Type.Kind.OTHER;
    };
  }
}
