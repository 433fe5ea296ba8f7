<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n more waiting</source>
        <translation>
            <numerusform>%n more waiting</numerusform>
            <numerusform>%n more waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files open</source>
        <translation>
            <numerusform>%n file open</numerusform>
            <numerusform>%n files open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photographs open</source>
        <translation>
            <numerusform>%n photograph open</numerusform>
            <numerusform>%n photographs open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not saved yet</source>
        <translation>
            <numerusform>%n not saved yet</numerusform>
            <numerusform>%n not saved yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restored files are not saved yet.</source>
        <translation>
            <numerusform>One restored file is not saved yet.</numerusform>
            <numerusform>%n restored files are not saved yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restored photographs are not saved yet.</source>
        <translation>
            <numerusform>One restored photograph is not saved yet.</numerusform>
            <numerusform>%n restored photographs are not saved yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RestOfFindings</name>
    <message numerus="yes">
        <source>%n others were not found …</source>
        <translation>
            <numerusform>%n other was not found …</numerusform>
            <numerusform>%n others were not found …</numerusform>
        </translation>
    </message>
</context>
</TS>
