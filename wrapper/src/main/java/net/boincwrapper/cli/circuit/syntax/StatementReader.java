package net.boincwrapper.cli.circuit.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.boincwrapper.cli.circuit.grammar.OpenQasmBaseVisitor;
import net.boincwrapper.cli.circuit.grammar.OpenQasmParser.*;
import net.boincwrapper.cli.circuit.syntax.Statement.Argument;
import net.boincwrapper.cli.circuit.syntax.Statement.Case;
import net.boincwrapper.cli.circuit.syntax.Statement.Flow;
import net.boincwrapper.cli.circuit.syntax.Statement.GateCall;
import net.boincwrapper.cli.circuit.syntax.Statement.Parameter;
import net.boincwrapper.cli.circuit.syntax.Statement.Scoped;
import net.boincwrapper.cli.circuit.syntax.Statement.Storage;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** ANTLR's tree of a statement without mistakes, as our own. */
final class StatementReader extends OpenQasmBaseVisitor<Statement> {
  private final ExpressionReader expressions;

  StatementReader(String file) {
    expressions = new ExpressionReader(file);
  }

  private Place place(ParserRuleContext context) {
    return expressions.place(context);
  }

  private Place place(TerminalNode word) {
    return expressions.place(word.getSymbol());
  }

  private @Nullable Expression size(@Nullable DesignatorContext designator) {
    return designator == null ? null : expressions.visit(designator.expression());
  }

  private List<Statement> body(BlockContext block) {
    List<Statement> body = new ArrayList<>();
    block.statement().forEach(statement -> body.add(visit(statement)));
    return body;
  }

  @Override
  public Statement visitVersionLine(VersionLineContext context) {
    return new Statement.Version(place(context), context.version.getText());
  }

  @Override
  public Statement visitIncludeFile(IncludeFileContext context) {
    String quoted = context.path.getText();
    return new Statement.Include(
        expressions.place(context.path), quoted.substring(1, quoted.length() - 1));
  }

  @Override
  public Statement visitSkipped(SkippedContext context) {
    return new Statement.Skipped(place(context));
  }

  @Override
  public Statement visitQubits(QubitsContext context) {
    TerminalNode name = context.Identifier();
    return new Statement.Qubits(place(name), name.getText(), size(context.designator()));
  }

  @Override
  public Statement visitBits(BitsContext context) {
    Type type = new Type(Type.Kind.BIT, size(context.designator()));
    return variable(context.Identifier(), type, Storage.PLAIN, null);
  }

  @Override
  public Statement visitParameter(ParameterContext context) {
    Storage storage = Storage.valueOf(context.direction.getText().toUpperCase(Locale.ROOT));
    return variable(context.Identifier(), expressions.type(context.type()), storage, null);
  }

  @Override
  public Statement visitVariable(VariableContext context) {
    return variable(
        context.Identifier(),
        expressions.type(context.type()),
        context.CONST() == null ? Storage.PLAIN : Storage.CONST,
        expressions.optional(context.value()));
  }

  private Statement variable(
      TerminalNode name, Type type, Storage storage, @Nullable Expression value) {
    return new Statement.Variable(place(name), name.getText(), type, storage, value);
  }

  @Override
  public Statement visitAlias(AliasContext context) {
    TerminalNode name = context.Identifier();
    return new Statement.Alias(place(name), name.getText(), expressions.each(context.expression()));
  }

  @Override
  public Statement visitGate(GateContext context) {
    return gate(context.Identifier(), context.names(), body(context.block()));
  }

  @Override
  public Statement visitOpaque(OpaqueContext context) {
    return gate(context.Identifier(), context.names(), null);
  }

  private Statement gate(
      TerminalNode name, List<NamesContext> names, @Nullable List<Statement> body) {
    boolean parametric = names.size() == 2;
    return new Statement.Gate(
        place(name),
        name.getText(),
        parametric ? parameters(names.get(0)) : List.of(),
        parameters(names.get(parametric ? 1 : 0)),
        body);
  }

  private List<Parameter> parameters(NamesContext names) {
    return names.Identifier().stream()
        .map(name -> new Parameter(place(name), name.getText()))
        .toList();
  }

  @Override
  public Statement visitSubroutine(SubroutineContext context) {
    TerminalNode name = context.Identifier();
    return new Statement.Subroutine(
        place(name),
        name.getText(),
        context.argument().stream().map(this::argument).toList(),
        body(context.block()));
  }

  private Argument argument(ArgumentContext context) {
    TerminalNode name = context.Identifier();
    return new Argument(place(name), name.getText(), type(context));
  }

  private Type type(ArgumentContext context) {
    if (context.type() != null) {
      return expressions.type(context.type());
    }
    Type.Kind kind = context.CREG() == null ? Type.Kind.QUBIT : Type.Kind.BIT;
    return new Type(kind, size(context.designator()));
  }

  @Override
  public Statement visitExternal(ExternalContext context) {
    TerminalNode name = context.Identifier();
    return new Statement.External(place(name), name.getText(), context.argumentType().size());
  }

  @Override
  public Statement visitGateCall(GateCallContext context) {
    TerminalNode name = context.Identifier();
    return new Statement.GateCall(
        place(name),
        modifiers(context.modifier()),
        name.getText(),
        expressions.all(context.expressions()),
        expressions.all(context.operands()));
  }

  @Override
  public Statement visitPhase(PhaseContext context) {
    return new Statement.GateCall(
        place(context.GPHASE()),
        modifiers(context.modifier()),
        GateCall.GLOBAL_PHASE,
        expressions.all(context.expressions()),
        expressions.all(context.operands()));
  }

  private List<Modifier> modifiers(List<ModifierContext> contexts) {
    List<Modifier> modifiers = new ArrayList<>(contexts.size());
    for (ModifierContext context : contexts) {
      String kind = context.getStart().getText().toUpperCase(Locale.ROOT);
      modifiers.add(
          new Modifier(
              Modifier.Kind.valueOf(kind),
              expressions.optional(context.expression()),
              place(context)));
    }
    return modifiers;
  }

  @Override
  public Statement visitMeasure(MeasureContext context) {
    return new Statement.Measure(
        place(context),
        expressions.visit(context.measurement().operand()),
        expressions.optional(context.operand()));
  }

  @Override
  public Statement visitAssign(AssignContext context) {
    return new Statement.Assign(
        place(context),
        expressions.visit(context.operand()),
        context.op.getText(),
        expressions.visit(context.value()));
  }

  @Override
  public Statement visitReset(ResetContext context) {
    return new Statement.Reset(place(context), expressions.visit(context.operand()));
  }

  @Override
  public Statement visitBarrier(BarrierContext context) {
    return new Statement.Barrier(place(context), expressions.all(context.operands()));
  }

  @Override
  public Statement visitDelay(DelayContext context) {
    return new Statement.Delay(place(context), expressions.all(context.operands()));
  }

  @Override
  public Statement visitBox(BoxContext context) {
    return new Scoped(place(context), body(context.block()));
  }

  @Override
  public Statement visitScope(ScopeContext context) {
    return new Scoped(place(context), body(context.block()));
  }

  @Override
  public Statement visitBranch(BranchContext context) {
    @Nullable Statement otherwise = context.ELSE() == null ? null : visit(context.statement(1));
    return new Statement.Branch(
        place(context),
        expressions.visit(context.expression()),
        visit(context.statement(0)),
        otherwise);
  }

  @Override
  public Statement visitLoop(LoopContext context) {
    Expression.@Nullable Selector selector =
        context.range() != null
            ? expressions.span(context.range())
            : context.expressions() == null
                ? null
                : new Expression.Selector.Listed(expressions.all(context.expressions()));
    return new Statement.Loop(
        place(context),
        expressions.type(context.type()),
        context.Identifier().getText(),
        selector,
        expressions.optional(context.expression()),
        visit(context.statement()));
  }

  @Override
  public Statement visitWhileLoop(WhileLoopContext context) {
    return new Statement.While(
        place(context), expressions.visit(context.expression()), visit(context.statement()));
  }

  @Override
  public Statement visitChoice(ChoiceContext context) {
    return new Statement.Choice(
        place(context),
        expressions.visit(context.expression()),
        context.switchCase().stream().map(this::oneCase).toList());
  }

  private Case oneCase(SwitchCaseContext context) {
    return new Case(
        expressions.all(context.expressions()), new Scoped(place(context), body(context.block())));
  }

  @Override
  public Statement visitJump(JumpContext context) {
    String word = context.getStart().getText().toUpperCase(Locale.ROOT);
    return new Statement.Jump(place(context), Flow.valueOf(word), null);
  }

  @Override
  public Statement visitGiveBack(GiveBackContext context) {
    return new Statement.Jump(place(context), Flow.RETURN, expressions.optional(context.value()));
  }

  @Override
  public Statement visitEvaluate(EvaluateContext context) {
    return new Statement.Evaluate(place(context), expressions.visit(context.expression()));
  }
}
