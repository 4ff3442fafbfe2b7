# Files of the client, of other tasks and other projects, and of the wrapper.
use strict;
use warnings;
use Fcntl;
our %FACTS;

# Written backwards in the facts, which an app may read.
my $KEYS = join '|', map { scalar reverse $FACTS{$_} } 'key', 'secret';

# All ways from here to a file of the BOINC data directory.
sub ways {
  my ($name) = @_;
  return map { "$_/$name" } $FACTS{boinc}, '../..', '/app/../..', '/proc/1/cwd/../..', "/proc/1/root$FACTS{boinc}",
    '/var/lib/boinc', '/var/lib/boinc-client', '/project/../..';
}
sub any { my ($name) = @_; return first_of(\&content, ways($name)); }

try_to 'client-rpc-password' => sub { any('gui_rpc_auth.cfg') };
try_to 'client-state' => sub { any('client_state.xml') };
try_to 'client-account-file' => sub { any('account_example.org.xml') };
try_to 'client-configuration' => sub { any('cc_config.xml') };
try_to 'another-slot' => sub { any('slots/1/secret') };
try_to 'another-slot-list' => sub { first_of(\&names, ways('slots')) };
try_to 'another-project' => sub { any('projects/other.org/secret') };
try_to 'another-project-list' => sub { names('/projects') };
try_to 'unpacked-programs' => sub { first_of(\&names, ways('docker_wrapper')) };
try_to 'authenticator' => sub {
  my $text = content('init_data.xml') // return undef;
  $text =~ m{<authenticator>\s*(\S+?)\s*</authenticator>} ? "key $1" : 'no key';
};
try_to 'own-directory' => sub { names('.docker_wrapper') };
try_to 'own-directory-write' => sub { sysopen(my $file, '.docker_wrapper/planted', O_WRONLY | O_CREAT) ? 'made' : undef };
try_to 'own-directory-remove' => sub { rmdir('.docker_wrapper') ? 'removed' : undef };
try_to 'own-directory-rename' => sub { rename('.docker_wrapper', 'aside') ? 'renamed' : undef };
try_to 'memo' => sub { content('.docker_wrapper/memo') };
try_to 'checkpoints' => sub { names('.docker_wrapper/checkpoints') };
try_to 'job-rewritten' => sub { written('job.toml') };
try_to 'job-replaced' => sub {
  open(my $file, '>', 'job.new') or return undef;
  rename('job.new', 'job.toml') ? 'replaced' : undef;
};
try_to 'shared-memory-write' => sub { written('boinc_mmap_file') };
try_to 'shared-memory-read' => sub { content('boinc_mmap_file') };
try_to 'task-state-write' => sub { written('boinc_task_state.xml') };
try_to 'stderr-of-the-client' => sub { content('stderr.txt') };
try_to 'project-write' => sub { written('/project/phys_in') };
try_to 'project-make' => sub { sysopen(my $file, '/project/planted', O_WRONLY | O_CREAT) ? 'made' : undef };
try_to 'project-remove' => sub { unlink('/project/phys_in') ? 'removed' : undef };
try_to 'project-mode' => sub { chmod(0666, '/project/phys_in') ? 'changed' : undef };
try_to 'hard-link-from-the-project' => sub { link('/project/phys_in', 'linked-1') ? 'linked' : undef };
try_to 'hard-link-from-the-image' => sub { link('/etc/shadow', 'linked-2') ? 'linked' : undef };
try_to 'hard-link-of-a-mask' => sub { link('job.toml', 'linked-3') ? 'linked' : undef };
try_to 'link-out-of-the-slot' => sub {
  symlink("$FACTS{boinc}/gui_rpc_auth.cfg", 'leads-out') or return undef;
  my $got = content('leads-out');
  my $error = $!;
  unlink 'leads-out';
  $! = $error;
  $got;
};
try_to 'link-in-a-parent' => sub {
  symlink("$FACTS{boinc}/slots/1", 'other') or return undef;
  my $got = content('other/secret');
  my $error = $!;
  unlink 'other';
  $! = $error;
  $got;
};
try_to 'working-directory-above' => sub { my $all = names('..') // return undef; $all =~ /\bslots\b/ ? $all : 'its own root' };
try_to 'passwords-of-the-image' => sub { content('/etc/shadow') };
try_to 'keys-in-the-environment' => sub {
  my @found = grep { /$KEYS/ || /(?:password|token|secret|authenticator|proxy)/i } map { "$_=$ENV{$_}" } keys %ENV;
  @found ? "@found" : 'none';
};
try_to 'keys-in-other-environments' => sub { my $text = content('/proc/1/environ') // return undef; $text =~ /$KEYS/ ? $text : 'none' };
1;
