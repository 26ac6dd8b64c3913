package web

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"fwptracker/internal/language"
	"fwptracker/internal/workplan"
)

// bindingChoices are what the form of a role offers: the roles that the person may give, by body, and the members for which a focal point can speak, by
// what they are.
type bindingChoices struct {
	Roles   []optionGroup
	Members []optionGroup
}

// bindingChoices are the roles that the person may give. The value of each is the role, and the code of its body where it has one.
func (c *call) bindingChoices(n names) bindingChoices {
	var choices bindingChoices
	offer := func(group, short, body string, roles ...workplan.Role) {
		of := optionGroup{Name: group}
		for _, role := range roles {
			if c.actor.MayGive(workplan.NewBinding{Role: role, Body: body}) == nil {
				of.Options = append(of.Options, option{strings.TrimSpace(string(role) + " " + body), short + ": " + c.lang.Word(role)})
			}
		}
		if len(of.Options) > 0 {
			choices.Roles = append(choices.Roles, of)
		}
	}
	for _, b := range n.bodies {
		offer(b.Name, shortName(b), b.Code, workplan.RoleFocalPoint, workplan.RoleReader, workplan.RoleSecretariat, workplan.RoleCoChair)
	}
	offer(c.lang.T("All bodies"), c.lang.T("All bodies"), "", workplan.RoleFocalPoint)
	offer(c.lang.T("The system"), c.lang.T("The system"), "", workplan.RoleAdmin)
	choices.Members = membersByKind(c.lang, n.register)
	return choices
}

// membersByKind are the members of the register by what they are and by name.
func membersByKind(l *language.Language, register []workplan.Member) []optionGroup {
	var groups []optionGroup
	for _, kind := range workplan.MemberKinds {
		names := memberNames{}
		for _, m := range register {
			if m.Kind == kind {
				names[m.Code] = m.Label()
			}
		}
		if len(names) > 0 {
			groups = append(groups, optionGroup{l.Word(kind), memberOptions(names, maps.Keys(names))})
		}
	}
	return groups
}

// bindingIn is the role that stands in a form.
func bindingIn(form sheet) workplan.NewBinding {
	role, body, _ := strings.Cut(form.text("role"), " ")
	return workplan.NewBinding{Role: workplan.Role(role), Body: body, Member: form.text("member"), Agency: form.text("agency"),
		FromDate: workplan.Date(form.text("from")), ToDate: workplan.Date(form.text("to"))}
}

// bindingField has a fault of a binding, or of the first one of a new user, stand at the field of its form: its body is chosen with its role.
func bindingField(f workplan.Fault) workplan.Fault {
	f.Pointer = strings.Replace(f.Pointer, "/bindings/0/", "/", 1)
	return renamed(map[string]string{"body": "role", "bindings": "role"})(f)
}

// createBinding gives a user a role.
func (s *site) createBinding(c *call) error {
	form := c.sent()
	username := c.Param("user")
	return write(c, &form, func(ctx context.Context) (workplan.RoleBinding, error) {
		b, err := s.Tracker.CreateBinding(ctx, c.actor, username, bindingIn(form))
		return b, placed(err, bindingField)
	}, func(workplan.RoleBinding) string { return userPath(username) + "?done=given" }, func(status int) error {
		page, err := c.userPageOf(form)
		if err != nil {
			return err
		}
		return c.page(status, "user", page)
	})
}

// endBinding ends a role of a user, at once.
func (s *site) endBinding(c *call) error {
	username := c.Param("user")
	number, err := strconv.Atoi(c.Param("number"))
	if err != nil {
		return workplan.Missing("role %s of user %s", c.Param("number"), username)
	}
	form := c.sent()
	return removed(c, form, userPath(username)+"?done=taken", func(ctx context.Context) error {
		_, err := s.Tracker.EndBinding(ctx, c.actor, username, number)
		return err
	})
}

// showEndBinding shows what ending a role does, before it is done.
func (s *site) showEndBinding(c *call) error {
	page, err := c.userPageOf(blank())
	if err != nil {
		return err
	}
	n := slices.IndexFunc(page.Roles, func(h held) bool { return strconv.Itoa(h.Number) == c.Param("number") })
	if n < 0 {
		return workplan.Missing("role %s of user %s", c.Param("number"), page.Username)
	}
	if err := c.actor.MayGive(page.Roles[n].NewBinding); err != nil {
		return err
	}
	return c.page(http.StatusOK, "role_end", roleEnd{page, page.Roles[n]})
}

// roleEnd is a role of a user that is about to be ended.
type roleEnd struct {
	userPage
	Role held
}

// Last says whether the user has no other role.
func (p roleEnd) Last() bool { return len(p.Roles) == 1 }
