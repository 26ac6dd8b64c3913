package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"fwptracker/internal/workplan"
)

func (p *program) rightsCommand() *cli.Command {
	return &cli.Command{Name: "rights", Usage: "print the table of who may do what", Action: func(context.Context, *cli.Command) error {
		_, err := fmt.Fprint(p.stdout, workplan.RightsTable())
		return err
	}}
}
