package web

import (
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// What is chosen for all items of a carry-over at once is a plan into which they go, or that they stay open.
const (
	alikeCarry = "carry:"
	alikeOpen  = "open"
)

// alike are what can be chosen for all items at once: nothing where there is but one.
func (p carryOverPage) alike(l *language.Language) []option {
	if len(p.Items) < 2 {
		return nil
	}
	var o []option
	for _, target := range p.Targets {
		o = append(o, option{alikeCarry + target.Plan.Code, l.T("go on in %s, each under the objective that continues its own", target.Plan.Title)})
	}
	return append(o, option{alikeOpen, l.T("stay open for now")})
}

// fillCarryOver fills the form in with what was chosen for all items at once, and shows it: nothing is recorded.
func (s *site) fillCarryOver(c *call, form sheet) error {
	page, err := c.carryOver(form)
	if err != nil {
		return err
	}
	for _, row := range page.Rows {
		kind := workplan.DispositionKind(form.Value("kind-" + row.Ref))
		if kind == workplan.DisposeComplete || kind == workplan.DisposeWithdraw {
			continue
		}
		if plan, carries := strings.CutPrefix(form.Value("alike"), alikeCarry); carries {
			form.Values.Set("kind-"+row.Ref, string(workplan.DisposeCarry))
			form.Values.Set("into-"+row.Ref, row.into(plan))
		} else {
			form.Values.Set("kind-"+row.Ref, "")
		}
		page.Filled++
	}
	return c.show("carry_over", page)
}

// into is where an item goes in a plan: into what continues it there already, else under the objective that continues its own.
func (r openRow) into(plan string) string {
	for _, name := range r.GoesOn {
		if strings.HasPrefix(name, plan+"/") {
			return name
		}
	}
	return plan + "#0"
}

// Unfolds says whether what is asked for a disposition of an item is to be seen at once: because more than its kind is needed or said, or stands in the way.
func (p carryOverPage) Unfolds(r openRow) bool {
	if len(p.Blocks[r.Ref]) > 0 {
		return true
	}
	switch workplan.DispositionKind(p.Form.Value("kind-" + r.Ref)) {
	case workplan.DisposeWithdraw, workplan.DisposeComplete:
		return true
	case "":
		return r.Suggestion.Kind == workplan.DisposeWithdraw
	case workplan.DisposeCarry:
		if p.Form.Value("into-"+r.Ref) == "" {
			return true
		}
	}
	for _, field := range []string{"completed_on-", "done-", "reason-", "title-", "due-", "together-"} {
		if p.Form.Value(field+r.Ref) != "" {
			return true
		}
	}
	return false
}

// Goes is where an item that goes on is to go, in words; "" where it does not, or that is not chosen.
func (p carryOverPage) Goes(r openRow) string {
	if workplan.DispositionKind(p.Form.Value("kind-"+r.Ref)) != workplan.DisposeCarry {
		return ""
	}
	for _, o := range r.Into {
		if o.Value == p.Form.Value("into-"+r.Ref) {
			return o.Text
		}
	}
	return ""
}
