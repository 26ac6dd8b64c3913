package main

import (
	"context"

	"github.com/urfave/cli/v3"
)

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{Name: "version", Usage: "print the version", Action: func(_ context.Context, c *cli.Command) error {
		cli.ShowVersion(c.Root())
		return nil
	}}
}
