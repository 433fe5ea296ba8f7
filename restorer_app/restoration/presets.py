"""Presets: plans for kinds of pictures, shipped ones and the user's own, one TOML file each.

A preset says which steps to take and how strong, or how much to take of what was found.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from restorer_app.distortions import Medium
from restorer_app.errors import PlanError, RestorerError
from restorer_app.media.atomic import atomic_file, reading_error, shown_name, writing_error
from restorer_app.paths import resources_dir, user_config_dir
from restorer_app.restoration.diagnosis import Diagnosis
from restorer_app.restoration.plan import Plan, Step, parse_distortion
from restorer_app.texts import Text, translatable

PRESET_FORMAT = 1
LONGEST_NAME = 60


@dataclass(frozen=True)
class FoundRule:
    """Take what is proposed, if it was found with at least this probability, so strong."""

    least_probability: float = 0.0
    strength: float = 1.0


@dataclass(frozen=True)
class Preset:
    """A named way to a plan: either fixed `steps`, or `found`, a rule for what is proposed."""

    name: str
    about: str = ""
    """One sentence: what it is for."""
    steps: tuple[Step, ...] = ()
    """Their model is chosen when the preset is applied: `model_id` is empty."""
    found: FoundRule | None = None
    path: Path | None = None
    is_own: bool = False

    @property
    def needs_diagnosis(self) -> bool:
        return self.found is not None

    def is_for(self, medium: Medium) -> bool:
        """Whether it has something to do with files of this kind: rules fit both."""
        media = {step.distortion.medium for step in self.steps}
        return self.needs_diagnosis or medium in media

    def plan_for(
        self, repairs: Iterable[Step], proposed: Plan = Plan(), diagnosis: Diagnosis | None = None
    ) -> Plan:
        """The plan for one picture; what no model in `repairs` can do is left out.

        `repairs`: a full step for each distortion that can be repaired. `proposed` and `diagnosis`
        are what was found in the picture: of use when the preset `needs_diagnosis`.
        """
        if self.found is not None:
            return _share_of_found(self.found, proposed, diagnosis)
        available = {step.distortion: step for step in repairs}
        return Plan(
            tuple(
                _with_model(step, available[step.distortion])
                for step in self.steps
                if step.distortion in available
            )
        )


def _share_of_found(rule: FoundRule, proposed: Plan, diagnosis: Diagnosis | None) -> Plan:
    if diagnosis is None:
        return Plan()
    return Plan(
        tuple(
            replace(step, strength=step.strength * rule.strength)
            for step in proposed.steps
            if diagnosis.of(step.distortion).probability >= rule.least_probability
        )
    )


def _with_model(step: Step, repair: Step) -> Step:
    detail = None if repair.detail is None else step.detail or 0.0
    return replace(step, model_id=repair.model_id, detail=detail)


def shipped_presets_dir() -> Path:
    """The presets that come with the program."""
    return resources_dir() / "presets"


def user_presets_dir() -> Path:
    """The user's own presets; it needs not exist."""
    return user_config_dir() / "presets"


def read_presets() -> tuple[tuple[Preset, ...], tuple[Text, ...]]:
    """All presets, shipped ones first, and a sentence for each file that is none.

    Own presets come by name. One that has the name of another is a problem, not a second preset.
    """
    presets: dict[str, Preset] = {}
    problems: list[Text] = []
    for folder, is_own in ((shipped_presets_dir(), False), (user_presets_dir(), True)):
        read = []
        for path in sorted(folder.glob("*.toml")):
            try:
                read.append(replace(read_preset(path), is_own=is_own))
            except RestorerError as error:
                problems.append(error.text)
        for preset in sorted(read, key=lambda p: p.name.casefold()) if is_own else read:
            first = presets.setdefault(preset.name.casefold(), preset)
            if first is not preset:
                problems.append(
                    translatable(
                        "'{file}' is left out: there is another preset '{name}'; give one of them "
                        "another name",
                        file=_file_of(preset),
                        name=first.name,
                    )
                )
    return tuple(presets.values()), tuple(problems)


def find_preset(name: str, presets: Iterable[Preset]) -> Preset:
    """The preset of this name, however its letters are written. Raises PlanError that lists all."""
    known = {preset.name.casefold(): preset for preset in presets}
    if name.strip().casefold() not in known:
        names = ", ".join(f"'{preset.name}'" for preset in known.values())
        raise PlanError(
            translatable("there is no preset '{name}'; known are: {known}", name=name, known=names)
        )
    return known[name.strip().casefold()]


def read_preset(path: Path) -> Preset:
    """Raises MediaError for a file that can not be read, PlanError for one that is no preset."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise reading_error(path, error) from error
    except UnicodeDecodeError as error:
        raise _broken(path, error) from error
    try:
        return replace(_parse(tomllib.loads(text)), path=path)
    except (PlanError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise _broken(path, error) from error


def _broken(path: Path, error: Exception) -> PlanError:
    reason: str
    if isinstance(error, PlanError):
        reason = error.text
    elif isinstance(error, KeyError):
        reason = translatable("it has no {field}", field=error)
    else:
        reason = str(error)
    return PlanError(
        translatable(
            "'{name}' is no preset ({reason}); mend the file or delete it",
            name=shown_name(path),
            reason=reason,
        )
    )


def _parse(table: dict[str, Any]) -> Preset:
    if table["format"] != PRESET_FORMAT:
        raise PlanError(
            translatable(
                "its format is {format}, this version reads {known}",
                format=table["format"],
                known=PRESET_FORMAT,
            )
        )
    if ("steps" in table) == ("found" in table):
        raise PlanError(translatable("it needs either steps or found"))
    found = table.get("found")
    steps = tuple(
        Step(
            parse_distortion(step["distortion"]),
            model_id="",
            strength=float(step.get("strength", 1.0)),
            detail=float(step["detail"]) if "detail" in step else None,
            keeps_tint=bool(step.get("keeps_tint", False)),
        )
        for step in table.get("steps", ())
    )
    if len({step.distortion for step in steps}) < len(steps):
        raise PlanError(translatable("a step is named twice"))
    return Preset(
        name=check_name(str(table["name"])),
        about=str(table.get("about", "")),
        steps=steps,
        found=_parse_rule(found) if found is not None else None,
    )


def _parse_rule(found: dict[str, Any]) -> FoundRule:
    rule = FoundRule(float(found.get("least_probability", 0.0)), float(found.get("strength", 1.0)))
    for name, value in (("least_probability", rule.least_probability), ("strength", rule.strength)):
        if not 0 <= value <= 1:
            raise PlanError(
                translatable("{name} {value:g} is outside 0..1", name=name, value=value)
            )
    return rule


def check_name(name: str) -> str:
    """The name without blanks around it. Raises PlanError for one that can not be shown."""
    name = name.strip()
    if not name or not name.isprintable() or len(name) > LONGEST_NAME:
        raise PlanError(
            translatable(
                "a preset needs a name of 1 to {most} characters on one line", most=LONGEST_NAME
            )
        )
    return name


def save_preset(name: str, plan: Plan) -> Preset:
    """Keep the active steps of `plan` as a preset of the user's, in place of an own one so named.

    What belongs to one photograph is not kept: its mask, and what was chosen for its faces.

    Raises PlanError for a name that is none or belongs to a shipped preset, MediaError where the
    file can not be written.
    """
    name = check_name(name)
    steps = tuple(replace(step, model_id="", mask=None, faces=None) for step in plan.active_steps)
    return _write(Preset(name, steps=steps, path=_path_for(name), is_own=True))


def rename_preset(preset: Preset, name: str) -> Preset:
    """Give an own preset another name. Raises PlanError when that is taken."""
    name = check_name(name)
    if any(
        p.name.casefold() == name.casefold() and p.path != preset.path for p in read_presets()[0]
    ):
        raise PlanError(
            translatable("there is a preset '{name}' already; choose another name", name=name)
        )
    return _write(replace(preset, name=name))


def delete_preset(preset: Preset) -> None:
    """Raises MediaError where the file system refuses."""
    assert preset.is_own
    assert preset.path is not None
    try:
        preset.path.unlink(missing_ok=True)
    except OSError as error:
        raise writing_error(preset.path, error) from error


def _path_for(name: str) -> Path:
    """The file of the own preset of this name, else a new one that is named like it."""
    for preset in read_presets()[0]:
        if preset.name.casefold() == name.casefold():
            if not preset.is_own or preset.path is None:
                raise PlanError(
                    translatable(
                        "'{name}' came with Restorer; choose another name", name=preset.name
                    )
                )
            return preset.path
    stem = re.sub(r"[^\w]+", "-", name.casefold()).strip("-_") or "preset"
    path, number = user_presets_dir() / f"{stem}.toml", 2
    while path.exists():
        path = user_presets_dir() / f"{stem}-{number}.toml"
        number += 1
    return path


def _write(preset: Preset) -> Preset:
    assert preset.path is not None
    try:
        preset.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise writing_error(preset.path, error) from error
    with atomic_file(preset.path, overwrite=True) as file:
        file.write(_as_toml(preset).encode())
    return preset


def _as_toml(preset: Preset) -> str:
    """JSON strings and numbers are TOML as well."""
    lines = [f"format = {PRESET_FORMAT}", f"name = {_quoted(preset.name)}"]
    if preset.about:
        lines.append(f"about = {_quoted(preset.about)}")
    if preset.found is not None:
        rule = preset.found
        lines += ["", "[found]", f"least_probability = {rule.least_probability}"]
        lines.append(f"strength = {rule.strength}")
    for step in preset.steps:
        lines += ["", "[[steps]]", f"distortion = {_quoted(step.distortion)}"]
        lines.append(f"strength = {step.strength}")
        if step.detail is not None:
            lines.append(f"detail = {step.detail}")
        if step.keeps_tint:
            lines.append("keeps_tint = true")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _file_of(preset: Preset) -> str:
    return shown_name(preset.path) if preset.path is not None else preset.name
