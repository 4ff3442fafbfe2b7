package net.boincwrapper.cli.circuit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.boincwrapper.cli.circuit.syntax.Expression;
import net.boincwrapper.cli.circuit.syntax.Place;
import net.boincwrapper.cli.circuit.syntax.Statement;
import net.boincwrapper.cli.circuit.syntax.Statement.Flow;
import net.boincwrapper.cli.circuit.syntax.Value;
import org.jspecify.annotations.Nullable;

/** Follows statements one after the other, as the circuit would. */
final class Walker implements Statement.Visitor<Flow> {
  private final Walk walk;
  private final Includes includes;
  private final Evaluator evaluator;
  private final Declarations declarations;
  private final GateDefinitions definitions;
  private final GateCalls calls;
  private final Measurements measurements;
  private final Assignments assignments;
  private final Conditions conditions;
  private final Loops loops;
  private final Subroutines subroutines;
  private Value returned = new Value.Unknown(Place.whole(""), "nothing has returned");

  Walker(Walk walk, Includes includes) {
    this.walk = walk;
    this.includes = includes;
    evaluator = new Evaluator(walk, this);
    Operands operands = new Operands(walk, evaluator);
    measurements = new Measurements(walk, operands);
    declarations = new Declarations(walk, evaluator, operands, measurements);
    definitions = new GateDefinitions(walk, this, declarations);
    calls = new GateCalls(walk, evaluator, operands);
    assignments = new Assignments(walk, evaluator, measurements);
    conditions = new Conditions(walk);
    loops = new Loops(walk, this, evaluator, conditions);
    subroutines = new Subroutines(walk, this, evaluator, operands);
  }

  Flow run(Statement statement) {
    walk.steps.take();
    return statement.accept(this);
  }

  Flow runAll(List<Statement> statements) {
    for (Statement statement : statements) {
      Flow flow = run(statement);
      if (flow != Flow.NEXT) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  GateDefinitions definitions() {
    return definitions;
  }

  /** A measurement whose result is part of an expression. */
  Value measured(Expression.Measure measure) {
    measurements.into(measure, null);
    return new Value.Unknown(measure.place(), "it is measured");
  }

  Value call(Symbol.Subroutine subroutine, Expression.Call call) {
    return subroutines.call(subroutine, call);
  }

  void giveBack(Value value) {
    returned = value;
  }

  Value givenBack() {
    return returned;
  }

  private Flow next(Runnable what) {
    what.run();
    return Flow.NEXT;
  }

  @Override
  public Flow version(Statement.Version version) {
    return next(() -> includes.version(version));
  }

  @Override
  public Flow include(Statement.Include include) {
    return next(
        () -> {
          if (walk.scope.isGlobal()) {
            includes.read(include);
          } else {
            walk.faults.add(include.place(), "a file can be included only outside of all blocks");
          }
        });
  }

  @Override
  public Flow skipped(Statement.Skipped skipped) {
    return Flow.NEXT;
  }

  @Override
  public Flow qubits(Statement.Qubits qubits) {
    return next(() -> declarations.qubits(qubits));
  }

  @Override
  public Flow variable(Statement.Variable variable) {
    return next(() -> declarations.variable(variable));
  }

  @Override
  public Flow alias(Statement.Alias alias) {
    return next(() -> declarations.alias(alias));
  }

  @Override
  public Flow gate(Statement.Gate gate) {
    return next(() -> definitions.define(gate));
  }

  @Override
  public Flow subroutine(Statement.Subroutine subroutine) {
    return next(() -> subroutines.define(subroutine));
  }

  @Override
  public Flow external(Statement.External external) {
    return next(
        () ->
            new Names(walk)
                .declare(
                    external.place(),
                    external.name(),
                    new Symbol.External(external.name(), external.arguments())));
  }

  @Override
  public Flow gateCall(Statement.GateCall call) {
    return next(() -> calls.apply(call));
  }

  @Override
  public Flow measure(Statement.Measure measure) {
    return next(() -> assignments.measure(measure));
  }

  @Override
  public Flow assign(Statement.Assign assign) {
    return next(() -> assignments.assign(assign));
  }

  @Override
  public Flow reset(Statement.Reset reset) {
    return next(() -> measurements.reset(reset));
  }

  @Override
  public Flow barrier(Statement.Barrier barrier) {
    return next(() -> measurements.barrier(barrier, walk.numbering.allQubits()));
  }

  @Override
  public Flow delay(Statement.Delay delay) {
    return next(() -> measurements.delay(delay));
  }

  @Override
  public Flow scope(Statement.Scoped block) {
    return walk.within(new Scope(walk.scope), () -> runAll(block.body()));
  }

  @Override
  public Flow branch(Statement.Branch branch) {
    @Nullable Boolean holds = Numbers.truth(evaluator.of(branch.condition()));
    Supplier<Flow> then = () -> inner(branch.then());
    @Nullable Statement other = branch.otherwise();
    Supplier<Flow> otherwise = () -> other == null ? Flow.NEXT : inner(other);
    if (holds == null) {
      int[] bits = new Bits(walk, evaluator).deciding(branch.condition());
      return conditions.oneOf(branch.place(), bits, List.of(then, otherwise));
    }
    conditions.look(branch, holds ? otherwise : then);
    return holds ? then.get() : otherwise.get();
  }

  private Flow inner(Statement statement) {
    return walk.within(new Scope(walk.scope), () -> run(statement));
  }

  @Override
  public Flow loop(Statement.Loop loop) {
    return loops.run(loop);
  }

  @Override
  public Flow whileLoop(Statement.While loop) {
    return loops.run(loop);
  }

  @Override
  public Flow choice(Statement.Choice choice) {
    Value subject = evaluator.of(choice.subject());
    List<Supplier<Flow>> ways = new ArrayList<>();
    @Nullable Supplier<Flow> taken = null;
    boolean decided = subject.isKnown();
    boolean complete = false;
    for (Statement.Case each : choice.cases()) {
      Supplier<Flow> way = () -> scope(each.body());
      ways.add(way);
      complete |= each.values().isEmpty();
      for (Value value : evaluator.all(each.values())) {
        decided &= value.isKnown();
        if (taken == null && decided && Numbers.whole(value).equals(Numbers.whole(subject))) {
          taken = way;
        }
      }
      if (taken == null && each.values().isEmpty()) {
        taken = way;
      }
    }
    if (!complete) {
      ways.add(() -> Flow.NEXT);
    }
    if (!decided) {
      int[] bits = new Bits(walk, evaluator).deciding(choice.subject());
      return conditions.oneOf(choice.place(), bits, ways);
    }
    ways.forEach(way -> conditions.look(way, way));
    return taken == null ? Flow.NEXT : taken.get();
  }

  @Override
  public Flow jump(Statement.Jump jump) {
    if (jump.value() != null) {
      giveBack(evaluator.of(jump.value()));
    }
    return jump.flow();
  }

  @Override
  public Flow evaluate(Statement.Evaluate evaluate) {
    return next(() -> evaluator.of(evaluate.expression()));
  }
}
