"""Why a bundle is refused: each reason has a code of its own, a name, and what an operator should know about it."""

from collections.abc import Iterator

from catalog.problems import Rule, UserError


class BundleRefused(UserError):
    """The bundle is not accepted; the message is for people. Whatever was installed stays as it was."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(f"{code} {message}")


def _reasons() -> Iterator[Rule]:
    yield Rule(
        "K01",
        "打不开，或没有复制完",
        "这个文件不是完整的学堂包。多半是 U 盘没有安全弹出就拔了，或者下载中断。请从原来的地方重新复制一次；"
        "复制以后再运行 xuetang bundle verify 核对。",
    )
    yield Rule(
        "K02",
        "缺少说明文件，或说明写得不对",
        "每个包都有 release.json 和 SHA256SUMS。缺了或读不懂，就不知道里面是什么。请向制作的人要一个完整的包。",
    )
    yield Rule(
        "K03",
        "包的格式比程序新",
        "这个包是用更新的程序制作的。请先更新这台机器上的程序，再安装。",
    )
    yield Rule(
        "K04",
        "文件名不安全",
        "文件名里有 ..、开头的斜杠、反斜杠、盘符、控制字符等，解开以后可能写到别处。正常制作的包里没有这样的名字："
        "请不要用这个包，并告诉制作的人。",
    )
    yield Rule(
        "K05",
        "文件名重复",
        "两个文件同名，或者只差大小写、只差字符的写法，在有的电脑上会互相覆盖。请不要用这个包，并告诉制作的人。",
    )
    yield Rule(
        "K06",
        "里面有快捷方式或加密的文件",
        "包里只放普通文件。快捷方式（符号链接）可能指到包外面去。请不要用这个包，并告诉制作的人。",
    )
    yield Rule(
        "K07",
        "太大，或者文件太多",
        "解开以后会占满磁盘的包不安装。真的有这么多课，请按类别分开制作（--category）。",
    )
    yield Rule(
        "K08",
        "文件的内容被改动",
        "有文件和清单对不上：复制出了错，或者有人改过。请重新复制一次；还是这样，就不要用这个包，并告诉制作的人。",
    )
    yield Rule("K09", "少了文件", "清单里有，包里没有。请重新复制一次；还是这样，请向制作的人要一个完整的包。")
    yield Rule(
        "K10",
        "多了文件",
        "包里有清单上没有的文件，是后来加进去的。请不要用这个包，并告诉制作的人。",
    )
    yield Rule(
        "K11",
        "清单写得不对",
        "SHA256SUMS 每行是校验值、两个空格、文件名，按名字排列，不重复，没有空行。请向制作的人要一个完整的包。",
    )
    yield Rule(
        "K12",
        "混了两次发布的文件",
        "清单不是 release.json 所说的那一份：两个包的文件混在一起了。请不要自己拼包，重新复制完整的一个。",
    )
    yield Rule(
        "K13",
        "没有签名",
        "这台机器只接受签了名的包，这个包没有签名。请向制作的人要签了名的（xuetang bundle --sign）。",
    )
    yield Rule(
        "K14",
        "签名对不上",
        "签名以后，包的说明被人改过。请不要用这个包，并告诉制作的人。",
    )
    yield Rule(
        "K15",
        "签名用的是别的钥匙",
        "签名的钥匙不是这台机器认的那一把。可能是另一个单位的包，也可能换了钥匙；确实换了，"
        "请用可靠的途径拿到新的公钥，安装时写 --key。",
    )
    yield Rule(
        "K16",
        "已经过期",
        "每个包都有有效期，免得把很久以前的内容当成新的。请向制作的人要一个新的。"
        "机器的时间不对也会这样：请先看看右下角的日期。",
    )
    yield Rule(
        "K17",
        "比装过的旧",
        "装过更新的以后，不再接受旧的，免得有人用旧包换掉已经改正的内容。要退回上一次发布，用 xuetang kiosk rollback。",
    )
    yield Rule("K18", "已经装好了", "这台机器上正在用的就是这次发布，不用再装。")
    yield Rule(
        "K19",
        "不是这台机器用的版本",
        "触摸屏用 kiosk 版，电脑用 portal 版。请拿对应的包；确实要换，安装时写 --edition。",
    )
    yield Rule(
        "K20",
        "增量包缺少基础",
        "增量包只带变化的文件，要装在它所说的那次发布上面。这台机器上没有那次发布，请改用完整的包。",
    )
    yield Rule(
        "K21",
        "已安装的文件坏了",
        "磁盘上的文件和安装时的清单对不上。请用完整的包重新安装一次；常常这样，说明磁盘快坏了。",
    )
    yield Rule(
        "K22",
        "同一个发布号，内容却不同",
        "两个包用了同一个号，不知道以哪个为准。请制作的人重新制作一个（改动提交以后再制作，号就会变大）。",
    )
    yield Rule(
        "K23",
        "这台机器的时间不对",
        "包的制作时间在“将来”，说明这台机器的时间慢了，也就判断不了有没有过期。请先校准日期和时间；"
        "断电以后时间总是不对，是主板上的纽扣电池没电了。",
    )


REFUSALS: dict[str, Rule] = {rule.code: rule for rule in _reasons()}
