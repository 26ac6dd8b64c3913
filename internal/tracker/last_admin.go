package tracker

import (
	"slices"

	"fwptracker/internal/workplan"
)

// keepsAnAdmin refuses a change that ends roles of admins, where nobody would then be an admin, or for less long than now: who has no admin
// cannot make one through the API. The operator, who can, may do it.
func (c *change) keepsAnAdmin(ends func(workplan.RoleBinding) bool) error {
	if c.actor.Operator {
		return nil
	}
	admins, err := c.Admins(c.today)
	if err != nil {
		return err
	}
	until := workplan.CoveredUntil(admins)
	left := workplan.CoveredUntil(slices.DeleteFunc(admins, ends))
	if left >= until {
		return nil
	}
	then := workplan.Say("now")
	if left != "" {
		then = workplan.Say("after %s", left)
	}
	return workplan.Clash("last-admin", "Nobody would be an admin any more %s. First give another user that role for as long, or have the operator do this at the command line (fwp user).", then)
}
