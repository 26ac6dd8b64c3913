package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// amendmentDraft is an amendment while it is put together: why, from when and where it was decided, and of each thing the fields that change. It is kept as
// a draft of the person's own. A field of a thing is named by the thing and its own name: "item/2.1/title", "objective/2/title", "plan//title",
// "new_item/1/title", "new_objective/1/title"; "withdraw/2.3/reason" and "remove/2/" take things out of the plan.
type amendmentDraft struct{ url.Values }

// amendedThing is one thing that a draft of an amendment changes, with its new values by field.
type amendedThing struct {
	Kind, ID string
	Fields   url.Values
}

// amendmentKinds are the kinds of thing in the order in which an amendment names them.
var amendmentKinds = []string{"plan", "objective", "new_objective", "item", "new_item", "withdraw", "remove"}

func amendPath(plan string) string { return planPath(plan) + "/amend" }

// amendmentDraft reads what the person has put together for a plan so far.
func (c *call) amendmentDraft(plan string) (amendmentDraft, error) {
	values, err := c.draftOf(amendPath(plan))
	if values == nil {
		values = url.Values{}
	}
	return amendmentDraft{values}, err
}

// editAmendmentDraft changes what the person has put together for a plan, whatever they send from other pages at the same time, and gives what it is then.
// Edit may be called several times; nothing is kept of an empty draft.
func (c *call) editAmendmentDraft(plan string, edit func(amendmentDraft)) (d amendmentDraft, err error) {
	err = c.site.Tracker.EditDraft(c.Request().Context(), c.actor, amendPath(plan), func(old string) (string, error) {
		values, err := url.ParseQuery(old)
		d = amendmentDraft{values}
		if err == nil {
			edit(d)
		}
		return d.Encode(), err
	})
	return d, err
}

// without takes out of the draft what stands in another one just so: what was recorded of it, and not what has come in since.
func (d amendmentDraft) without(recorded amendmentDraft) {
	maps.DeleteFunc(d.Values, func(name string, values []string) bool { return slices.Equal(values, recorded.Values[name]) })
}

// things lists what the draft changes, by kind and then by place in the plan.
func (d amendmentDraft) things() []amendedThing {
	found := map[[2]string]url.Values{}
	for name, values := range d.Values {
		if parts := strings.SplitN(name, "/", 3); len(parts) == 3 && slices.Contains(amendmentKinds, parts[0]) {
			key := [2]string{parts[0], parts[1]}
			if found[key] == nil {
				found[key] = url.Values{}
			}
			found[key][parts[2]] = values
		}
	}
	keys := slices.SortedFunc(maps.Keys(found), func(a, b [2]string) int {
		if a[0] != b[0] {
			return slices.Index(amendmentKinds, a[0]) - slices.Index(amendmentKinds, b[0])
		}
		return strings.Compare(workplan.RefKeyOf(a[1]), workplan.RefKeyOf(b[1]))
	})
	var things []amendedThing
	for _, key := range keys {
		things = append(things, amendedThing{key[0], key[1], found[key]})
	}
	return things
}

// thing is what the draft says of one thing; nothing where it does not change it.
func (d amendmentDraft) thing(kind, id string) amendedThing {
	for _, t := range d.things() {
		if t.Kind == kind && t.ID == id {
			return t
		}
	}
	return amendedThing{kind, id, url.Values{}}
}

// drop has the draft leave a thing as it is.
func (d amendmentDraft) drop(kind, id string) {
	for name := range d.Values {
		if strings.HasPrefix(name, kind+"/"+id+"/") {
			delete(d.Values, name)
		}
	}
}

// set has the draft give fields of a thing other values than they have; a field that is as before is left as it is.
func (d amendmentDraft) set(kind, id string, before, after url.Values) {
	d.drop(kind, id)
	for field, values := range after {
		if !slices.Equal(filled(values), filled(before[field])) {
			d.Values[kind+"/"+id+"/"+field] = slices.Clone(values)
		}
	}
}

// filled are the values that are not empty.
func filled(values []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
}

// seen stands for all that the draft says.
func (d amendmentDraft) seen() string { return sheet{Values: d.Values}.digest("") }

// free is a number that no new thing of a kind has yet.
func (d amendmentDraft) free(kind string) string {
	most := 0
	for _, t := range d.things() {
		if n, err := strconv.Atoi(t.ID); err == nil && t.Kind == kind {
			most = max(most, n)
		}
	}
	return strconv.Itoa(most + 1)
}

// over is a form with the fields of a thing put over what stands in it.
func (t amendedThing) over(f sheet) sheet {
	maps.Copy(f.Values, t.Fields)
	return f
}

// content is a form's values without what every form carries.
func content(f sheet) url.Values {
	v := maps.Clone(f.Values)
	for _, field := range []string{"key", "version", "act"} {
		v.Del(field)
	}
	return v
}

// amendment is what the draft asks for, and the thing at each place of its lists, as refusals name them.
func (d amendmentDraft) amendment() (workplan.NewAmendment, map[string]amendedThing) {
	head := sheet{Values: d.Values}
	in := workplan.NewAmendment{AmendmentContent: workplan.AmendmentContent{Reason: head.text("reason"), EffectiveOn: workplan.Date(head.text("effective_on")),
		Meeting: head.text("meeting"), Source: head.text("source")}}
	at := map[string]amendedThing{}
	for _, t := range d.things() {
		number, _ := strconv.Atoi(t.ID) // what is no number is that of nothing
		switch t.Kind {
		case "plan":
			at["/plan"] = t
			in.Plan = func(p *workplan.PlanContent) error { *p = planContent(t.over(blank(planFields(*p)...))); return nil }
		case "objective":
			at["/objectives/"+strconv.Itoa(len(in.Objectives))] = t
			in.Objectives = append(in.Objectives, workplan.ObjectiveAmendment{Number: number, Edit: func(o *workplan.ObjectiveContent) error {
				*o = objectiveContent(t.over(blank(objectiveFields(*o)...)))
				return nil
			}})
		case "new_objective":
			at["/new_objectives/"+strconv.Itoa(len(in.NewObjectives))] = t
			in.NewObjectives = append(in.NewObjectives, workplan.NewObjective{Number: numberIn(t.Fields.Get("number")), ObjectiveContent: objectiveContent(sheet{Values: t.Fields})})
		case "item":
			at["/items/"+strconv.Itoa(len(in.Items))] = t
			in.Items = append(in.Items, workplan.ItemAmendment{Ref: t.ID, Edit: t.edit})
		case "new_item":
			at["/new_items/"+strconv.Itoa(len(in.NewItems))] = t
			i := workplan.NewItem{Ref: strings.TrimSpace(t.Fields.Get("ref"))}
			i.ItemContent = itemContent(sheet{Values: t.Fields}, workplan.ItemContent{}, &workplan.Faults{}) // its numbers were read when it was entered
			in.NewItems = append(in.NewItems, i)
		case "withdraw":
			at["/withdraw_items/"+strconv.Itoa(len(in.WithdrawItems))] = t
			in.WithdrawItems = append(in.WithdrawItems, workplan.ItemWithdrawal{Ref: t.ID, Reason: t.Fields.Get("reason")})
		case "remove":
			at["/remove_objectives/"+strconv.Itoa(len(in.RemoveObjectives))] = t
			in.RemoveObjectives = append(in.RemoveObjectives, number)
		}
	}
	return in, at
}

// edit gives an item the values of the draft.
func (t amendedThing) edit(i *workplan.ItemContent) error {
	var f workplan.Faults
	*i = itemContent(t.over(filledIn(blank(), *i)), *i, &f)
	return f.Err()
}

func numberIn(text string) int {
	n, _ := strconv.Atoi(strings.TrimSpace(text)) // its form has refused what is none
	return n
}

// amendable reads a plan that the person may prepare an amendment of.
func (c *call) amendable(code string) (tracker.PlanReading, error) {
	plan, err := c.site.Tracker.Plan(c.Request().Context(), c.actor, code, tracker.When{})
	if err != nil {
		return plan, err
	}
	if err := c.actor.Must(workplan.PreviewAmendment, workplan.Object{Body: plan.Body}); err != nil {
		return plan, err
	}
	return plan, plan.Amendable()
}

// showLeftAmendment shows what was put together and can no longer be recorded, beside the plan as far as the person may read it.
func (c *call) showLeftAmendment(page amendmentPage, d amendmentDraft, why error) error {
	page.Left = problemOf(why).Detail
	err := why
	if page.Readable = page.Plan.Code != ""; page.Readable {
		err = c.putTogether(&page, d)
	}
	if lost(err) {
		page.Plan.Code, page.Plan.Title = c.Param("plan"), cmp.Or(page.Plan.Title, c.Param("plan"))
		page.Form, page.Changes = blank("reason", d.Get("reason")), nil
		for _, thing := range d.things() {
			page.Changes = append(page.Changes, page.changeOf(c.lang, thing))
		}
	} else if err != nil {
		return err
	}
	return c.show("amendment_left", page)
}
