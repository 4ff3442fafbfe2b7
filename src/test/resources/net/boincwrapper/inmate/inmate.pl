# An app that tries to get out of its container, and writes one line a try to the file "report":
#
#   NAME<tab>OUTCOME
#
# The outcome is "refused ERRNO", "got TEXT", "hung" or "killed by SIGNAL". Each try is a process of its own, for
# it may have changed itself. No try does harm where it succeeds: what would, is opened and not written, or set to
# what it is. The numbers are those of Linux on x86_64.
use strict;
use warnings;
use Errno;
use POSIX ();

our (%FACTS, @TRIES);
my $LIMIT_SECONDS = 5;

# A try's code returns what it got, or undef where the last call failed.
sub try_to { push @TRIES, [@_]; }

# Returns undef where the system call failed. Copies its words, for Perl wants to write to them.
sub call {
  my ($number, @words) = @_;
  my $result = syscall($number, @words);
  return $result == -1 ? undef : "$result";
}

sub opened {
  my ($path, $flags) = @_;
  sysopen(my $file, $path, $flags) or return undef;
  return $file;
}

sub written { return opened($_[0], POSIX::O_WRONLY()) ? 'can be written' : undef; }

# The first bytes; "nothing" where the file is empty.
sub content {
  my $file = opened($_[0], POSIX::O_RDONLY() | POSIX::O_NONBLOCK()) or return undef;
  my $read = sysread($file, my $text, 4096);
  return undef unless defined $read;
  return $read ? $text : 'nothing';
}

sub names {
  opendir(my $directory, $_[0]) or return undef;
  return join(' ', sort grep { !/^\.\.?$/ } readdir $directory) || 'nothing';
}

# Fails with the last place's error where none yields anything.
sub first_of {
  my ($code, @places) = @_;
  for (@places) {
    my $got = $code->($_);
    return "$_: $got" if defined $got;
  }
  return undef;
}

sub error_name {
  my $number = $! + 0;
  return (sort grep { $!{$_} } keys %!)[0] // "error $number";
}

sub outcome {
  my ($code) = @_;
  pipe(my $in, my $out) or die "pipe: $!";
  my $child = fork // die "fork: $!";
  if (!$child) {
    close $in;
    $SIG{ALRM} = 'DEFAULT';
    alarm $LIMIT_SECONDS;
    $! = 0;
    my $got = eval { $code->() };
    my $error = error_name();
    syswrite $out, $@ ? "broken $@" : defined $got ? "got $got" : "refused $error";
    POSIX::_exit(0);
  }
  close $out;
  my $text = do { local $/; <$in> } // '';
  waitpid $child, 0;
  my $signal = $? & 127;
  return $signal == POSIX::SIGALRM() ? 'hung' : "killed by $signal" if $signal;
  return $text;
}

sub plain {
  my ($text) = @_;
  $text =~ s/([^ -~])/sprintf('\\x%02x', ord $1)/ge;
  return substr($text, 0, 1000);
}

open(my $facts, '<', 'facts') or die "facts: $!";
while (<$facts>) { $FACTS{$1} = $2 if /^(\w+)=(.*)$/; }
for my $area (sort glob('tries-*.pl')) { do "./$area" // die "$area: " . ($@ || $!); }
open(my $report, '>', 'report.new') or die "report: $!";
printf $report "%s\t%s\n", $_->[0], plain(outcome($_->[1])) for @TRIES;
close $report or die "report: $!";
rename 'report.new', 'report' or die "report: $!";
