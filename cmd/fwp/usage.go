package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/workplan"
)

// usageError says that the program was called wrongly.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func wrongUse(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// exitCode is 2 where the program was called wrongly and 1 where it failed.
func exitCode(err error) int {
	var use *usageError
	if errors.As(err, &use) {
		return 2
	}
	return 1
}

// byFlags tells broken rules by the flags from which the values came, rather than by where these stand in a request: "--role" for
// "/bindings/0/role", "--as-of" for "?as_of".
func byFlags(err error) error {
	var refusal *workplan.Error
	if !errors.As(err, &refusal) || len(refusal.Faults) == 0 {
		return err
	}
	told := make([]string, len(refusal.Faults))
	for n, f := range refusal.Faults {
		steps := strings.FieldsFunc(f.Pointer, func(r rune) bool { return r == '/' || r == '?' || unicode.IsDigit(r) })
		told[n] = "--" + strings.ReplaceAll(steps[len(steps)-1], "_", "-") + " " + f.Message.Text
	}
	return errors.New("nothing was done: " + strings.Join(told, "; "))
}

// teach makes a command and all below it answer a wrong call with one line that names what there is. Nothing is ignored: a word too many may be
// a forgotten flag.
func teach(c *cli.Command) {
	c.OnUsageError = explain
	c.HideHelpCommand = true
	switch {
	case len(c.Commands) > 0:
		c.Action = func(_ context.Context, c *cli.Command) error {
			if c.Args().Present() {
				return noCommand(c, c.Args().First())
			}
			return showHelp(c)
		}
	case c.ArgsUsage == "":
		c.ArgValidator = func(_ context.Context, c *cli.Command) error {
			if c.Args().Present() {
				return wrongUse("%q takes flags only, not the word %q; \"%s --help\" shows them", c.FullName(), c.Args().First(), c.FullName())
			}
			return nil
		}
	}
	for _, sub := range c.Commands {
		teach(sub)
	}
}

// noCommand names the commands that there are instead.
func noCommand(c *cli.Command, name string) error {
	names := make([]string, 0, len(c.Commands))
	for _, sub := range c.Commands {
		if !sub.Hidden {
			names = append(names, sub.Name)
		}
	}
	return wrongUse("there is no command %q; there are: %s", c.FullName()+" "+name, strings.Join(names, ", "))
}

// explain turns what the parser says about a wrong flag into what to do about it.
func explain(_ context.Context, c *cli.Command, err error, _ bool) error {
	text := err.Error()
	if flag, unknown := strings.CutPrefix(text, "flag provided but not defined: -"); unknown {
		names := make([]string, 0, len(c.Flags))
		for _, f := range c.VisibleFlags() {
			names = append(names, "--"+f.Names()[0])
		}
		return wrongUse("there is no flag --%s of %q; there are: %s", strings.TrimLeft(flag, "-"), c.FullName(), strings.Join(names, ", "))
	}
	if parts := strings.Split(text, `"`); len(parts) == 3 && strings.HasPrefix(text, "Required flag") {
		return wrongUse("%q needs --%s; \"%s --help\" explains", c.FullName(), strings.ReplaceAll(parts[1], ", ", ", --"), c.FullName())
	}
	return wrongUse("%s; \"%s --help\" explains", text, c.FullName())
}

// showHelp prints the help of a command.
func showHelp(c *cli.Command) error {
	switch {
	case c.Root() == c:
		return cli.ShowRootCommandHelp(c)
	case len(c.Commands) > 0:
		return cli.ShowSubcommandHelp(c)
	default:
		cli.HelpPrinter(c.Root().Writer, cli.CommandHelpTemplate, c)
		return nil
	}
}

func (p *program) helpCommand() *cli.Command {
	return &cli.Command{Name: "help", Usage: "show the help of a command, such as: fwp help user add", ArgsUsage: "[command]",
		Action: func(_ context.Context, c *cli.Command) error {
			at := c.Root()
			for _, name := range c.Args().Slice() {
				next := at.Command(name)
				if next == nil {
					return noCommand(at, name)
				}
				at = next
			}
			return showHelp(at)
		}}
}
