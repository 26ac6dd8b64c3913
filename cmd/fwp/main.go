// Command fwp is the forward work plan tracker: the service, and the tools of its operator. Run "fwp --help".
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // time zones for machines that have none

	"github.com/urfave/cli/v3"
)

// version is set when the binary is built for release.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once; while serve puts things away, drain takes it
	if err := run(ctx, os.Args, os.LookupEnv, os.Stdin, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "fwp: "+err.Error())
		os.Exit(exitCode(err))
	}
}

// run is the whole program as a function: it returns when the command is done or, for serve, when ctx ends and everything is put away.
func run(ctx context.Context, args []string, getenv func(string) (string, bool), stdin io.Reader, stdout, stderr io.Writer) error {
	p := &program{getenv: getenv, stdin: stdin, stdout: stdout, stderr: stderr}
	err := p.root().Run(ctx, args)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return errors.New("interrupted before it was done")
	}
	return byFlags(err)
}

// program is what all commands share.
type program struct {
	getenv         func(string) (string, bool)
	stdin          io.Reader
	stdout, stderr io.Writer
}

func (p *program) say(format string, args ...any) { fmt.Fprintf(p.stdout, format+"\n", args...) }

// root is the table of commands.
func (p *program) root() *cli.Command {
	root := &cli.Command{
		Name:    "fwp",
		Usage:   "keep forward work plans: items, leads, status updates, completion reports",
		Version: version,
		Description: "Try it on demonstration data:  fwp serve --demo\n" +
			"Set it up for real:            fwp migrate, then fwp user add, fwp token create, fwp serve\n\n" +
			"Every setting can be given as a flag, as an environment variable, or in a file named by the variable with _FILE added;\n" +
			"the first of these that is there counts. \"fwp config\" shows what is in force and where it comes from.\n\n" +
			"Exit codes: 0 done, 1 failed, 2 called wrongly. Shell completion: fwp completion bash (or zsh, fish, pwsh).",
		Commands: []*cli.Command{p.serveCommand(), p.migrateCommand(), p.userCommand(), p.tokenCommand(), p.reportCommand(), p.verifyCommand(), p.checkCommand(), p.mailCommand(), p.demoCommand(), p.planCommand(), p.itemCommand(), p.apiCommand(),
			p.configCommand(), p.rightsCommand(), p.healthcheckCommand(), p.versionCommand(), p.helpCommand()},
		EnableShellCompletion: true,
		Writer:                p.stdout,
		ErrWriter:             p.stderr,
		ExitErrHandler:        func(context.Context, *cli.Command, error) {},
	}
	teach(root)
	return root
}
