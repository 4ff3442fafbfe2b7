package net.boincwrapper.cli;

import java.util.concurrent.Callable;
import net.boincwrapper.cli.display.ExitCode;
import net.boincwrapper.cli.display.ProgramName;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: what lets a shell complete this program's words. */
@Command(
    name = "completion",
    customSynopsis = "docker-wrapper completion bash|zsh",
    description = {
      "Prints what completes commands and options in a shell.",
      "For this session: source <(docker-wrapper completion bash). To keep it, put that line into",
      "~/.bashrc; for zsh, with zsh in it, into ~/.zshrc."
    },
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%n",
    sortOptions = false)
final class CompletionCommand implements Callable<Integer> {
  /** picocli's script finds out by itself which of the two reads it. */
  enum Shell {
    bash,
    zsh
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
  @SuppressWarnings("unused") // Both get the same; the word is for whoever reads a start-up file.
  private Shell shell = Shell.bash;

  @Mixin
  @SuppressWarnings("unused") // Its presence is enough for picocli.
  private HelpOption help = new HelpOption();

  @Override
  public Integer call() {
    CommandLine program = spec.root().commandLine();
    String name = program.getCommandName();
    String script = AutoComplete.bash(name, program);
    spec.commandLine().getOut().print(script);
    String called = ProgramName.typedName();
    if (!called.equals(name)) {
      spec.commandLine()
          .getOut()
          .println("complete -F _complete_" + name + " -o default -- " + called);
    }
    spec.commandLine().getOut().flush();
    return ExitCode.GOOD;
  }
}
